import { type Environment, resourceName, type WebService } from "@app/config";
import { serverVariables } from "./server-variables";
import { otherEnvironments } from "./testing/applications";

const [environment] = otherEnvironments as [Environment];
const [service] = environment.services as [WebService];

function variables(changes: Partial<WebService> = {}, alb: Partial<Environment["alb"]> = {}): Record<string, string> {
  return serverVariables(
    { ...environment, alb: { ...environment.alb, ...alb } as Environment["alb"] },
    { ...service, ...changes },
    "shop@sha256:1",
  );
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

  it("ask for metrics where the description says that the application writes them", () => {
    expect(variables({ embeddedMetrics: true }).METRICS_SERVICE).toBe(resourceName(environment, service.key));
    expect(variables({ embeddedMetrics: false })).not.toHaveProperty("METRICS_SERVICE");
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
