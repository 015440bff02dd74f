import type { Environment, WebService } from "@app/config";
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

  it("let gunicorn keep connections longer than the load balancer does", () => {
    expect(variables({}, { idleTimeoutSeconds: 120 }).GUNICORN_CMD_ARGS).toContain("--keep-alive 125");
  });

  it.each([
    [30, 25],
    [2, 1],
  ])("let gunicorn finish requests before ECS kills it after %i seconds", (stopTimeoutSeconds, graceful) => {
    expect(variables({ stopTimeoutSeconds }).GUNICORN_CMD_ARGS).toContain(`--graceful-timeout ${graceful} `);
  });

  it("set gunicorn's workers and threads", () => {
    const { WEB_CONCURRENCY, GUNICORN_CMD_ARGS } = variables({ workers: 4, threads: 16 });
    expect(WEB_CONCURRENCY).toBe("4");
    expect(GUNICORN_CMD_ARGS).toContain("--threads 16");
  });

  it("give way to those of the description", () => {
    expect(variables({ variables: { PORT: "1234", LOG_LEVEL: "DEBUG" } })).toMatchObject({
      PORT: "1234",
      LOG_LEVEL: "DEBUG",
    });
  });
});
