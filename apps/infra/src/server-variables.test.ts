import { type Environment, resourceName, type WebService } from "@app/config";
import { serverVariables } from "./server-variables";
import { otherEnvironments } from "./testing/applications";

const [environment] = otherEnvironments as [Environment];
const [service] = environment.services as [WebService];

function variables(changes: Partial<WebService> = {}, alb: Partial<Environment["alb"]> = {}): Record<string, string> {
  return variablesIn({ ...environment, alb: { ...environment.alb, ...alb } as Environment["alb"] }, changes);
}

function variablesIn(place: Environment, changes: Partial<WebService>): Record<string, string> {
  return serverVariables(place, { ...service, ...changes }, "shop@sha256:1", "arn:load-balancer");
}

describe("the variables of a web server", () => {
  it("tell it its port, its place and its release", () => {
    expect(variables({ port: 5000 })).toMatchObject({
      PORT: "5000",
      APP_ENVIRONMENT: environment.name,
      APP_VERSION: "shop@sha256:1",
      AWS_DEFAULT_REGION: environment.aws.region,
    });
  });

  it("carry the times to gunicorn", () => {
    const { GUNICORN_CMD_ARGS, DRAIN_SECONDS } = variables(
      { stopTimeoutSeconds: 60 },
      { idleTimeoutSeconds: 120, deregistrationDelaySeconds: 20 },
    );
    expect(GUNICORN_CMD_ARGS).toContain("--keep-alive 125 --graceful-timeout 55 ");
    expect(DRAIN_SECONDS).toBe("20");
  });

  it("keep each process on a CPU of its own where the CPUs are the task's alone", () => {
    const place = (emulated: boolean) => variablesIn({ ...environment, aws: { ...environment.aws, emulated } }, {});
    expect(place(false).WORKER_CPU_AFFINITY).toBe("auto");
    expect(place(true)).not.toHaveProperty("WORKER_CPU_AFFINITY");
  });

  it("ask for metrics where the description says that the application writes them", () => {
    expect(variables({ embeddedMetrics: true }).METRICS_SERVICE).toBe(resourceName(environment, service.key));
    expect(variables({ embeddedMetrics: false })).not.toHaveProperty("METRICS_SERVICE");
  });

  it("say nothing of visitors where nobody signs in", () => {
    expect(Object.keys(variables()).filter((name) => name.startsWith("AUTHENTICAT"))).toEqual([]);
  });

  const session = { scope: "openid", sessionTimeoutSeconds: 60, sessionCookieName: "shop" };
  const authentication: WebService["authentication"] = [
    { paths: ["/admin/*", "/admin"], onUnauthenticatedRequest: "authenticate" },
    { paths: ["/api/*"], onUnauthenticatedRequest: "deny" },
  ];

  it("name the load balancer whose signature counts, its client and issuer, and the paths that ask for it", () => {
    const provider = {
      issuer: "https://id.example.com",
      authorizationEndpoint: "https://id.example.com/authorize",
      tokenEndpoint: "https://id.example.com/token",
      userInfoEndpoint: "https://id.example.com/userinfo",
      clientId: "shop",
      clientSecretName: "shop/identity",
      ...session,
    };
    expect(variablesIn({ ...environment, authentication: provider }, { authentication })).toMatchObject({
      AUTHENTICATING_LOAD_BALANCER_ARN: "arn:load-balancer",
      AUTHENTICATED_PATHS: "/admin/*,/admin,/api/*",
      AUTHENTICATION_ISSUER: "https://id.example.com",
      AUTHENTICATION_CLIENT_ID: "shop",
    });
  });

  it("name a user pool as its tokens do", () => {
    const pool = {
      userPoolArn: "arn:aws:cognito-idp:eu-west-1:333333333333:userpool/eu-west-1_Ab12Cd34E",
      userPoolClientId: "shop",
      userPoolDomain: "shop-users",
      ...session,
    };
    expect(variablesIn({ ...environment, authentication: pool }, { authentication })).toMatchObject({
      AUTHENTICATION_ISSUER: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E",
      AUTHENTICATION_CLIENT_ID: "shop",
    });
  });

  it("name the hosts that it answers under", () => {
    expect(variables({ hostNames: ["example.org", "www.example.org"] }).TRUSTED_HOSTS).toBe(
      "example.org,www.example.org",
    );
  });

  it("set gunicorn's workers and threads", () => {
    const { WEB_CONCURRENCY, GUNICORN_CMD_ARGS } = variables({ workers: 4, threads: 16 });
    expect(WEB_CONCURRENCY).toBe("4");
    expect(GUNICORN_CMD_ARGS).toContain("--threads 16");
  });

  it("have a worker for each vCPU where nothing is said", () => {
    expect(variables({ workers: undefined, cpu: 4096 }).WEB_CONCURRENCY).toBe("4");
  });

  it("give way to those of the description", () => {
    expect(variables({ variables: { PORT: "1234", LOG_LEVEL: "DEBUG" } })).toMatchObject({
      PORT: "1234",
      LOG_LEVEL: "DEBUG",
    });
  });
});
