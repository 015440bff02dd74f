import { parsed, refused, withJobs, withSidecars } from "./testing/shop";

type Change = Parameters<typeof refused>[0];
type Case = [mistake: string, message: string, change: Change];

const DIGEST = `sha256:${"a".repeat(64)}`;

/** A test for each mistake around sidecars: the whole line that is told. */
const ofApplication: Case[] = [
  [
    "an image by its tag",
    'services.web.sidecars.otel.image: "public.ecr.aws/otel:latest" does not name an image by digest, and a tag may mean another image tomorrow; append @sha256:… as `docker buildx imagetools inspect` shows it',
    (_, a) => {
      a.services.web.sidecars.otel.image = "public.ecr.aws/otel:latest";
    },
  ],
  [
    "neither an image nor a source",
    'services.web.sidecars.otel: comes from nowhere; write source: "apps/…" or image: "…@sha256:…"',
    (_, a) => {
      a.services.web.sidecars.otel = {};
    },
  ],
  [
    "an image and a source",
    "services.web.sidecars.otel.image: stands beside a source; remove one of the two",
    (_, a) => {
      a.services.web.sidecars.otel.source = "apps/otel";
    },
  ],
  [
    "the name of the service's own container",
    'services.web.sidecars.web: "web" is the name of the service\'s own container; choose another one',
    (_, a) => {
      a.services.web.sidecars.web = { image: `web@${DIGEST}` };
    },
  ],
  [
    "a misspelt container that one waits for",
    'services.web.dependsOn.otle: there is no container "otle" in the task; did you mean "otel"?',
    (_, a) => {
      a.services.web.dependsOn = { otle: "START" };
    },
  ],
  [
    "a sidecar that waits for itself",
    'services.web.sidecars.otel.dependsOn.otel: "otel" would wait for itself; remove it',
    (_, a) => {
      a.services.web.sidecars.otel.dependsOn = { otel: "START" };
    },
  ],
  [
    "containers that wait for each other",
    "services.web.dependsOn: web waits for otel waits for prepare waits for web: none of them can start; remove one of these",
    (_, a) => {
      a.services.web.dependsOn = { otel: "START" };
      a.services.web.sidecars.otel.dependsOn = { prepare: "SUCCESS" };
      a.services.web.sidecars.prepare.dependsOn = { web: "START" };
    },
  ],
  [
    "a condition that ECS does not have",
    'services.web.dependsOn.otel: "STARTED" is not allowed; choose one of START, HEALTHY, COMPLETE, SUCCESS',
    (_, a) => {
      a.services.web.dependsOn = { otel: "STARTED" };
    },
  ],
  [
    "waiting for the health of a sidecar without a health check",
    'services.web.dependsOn.otel: waits for "otel" to be HEALTHY, which has no health check; add sidecars.otel.healthCheck, or wait for START',
    (_, a) => {
      a.services.web.sidecars.otel.healthCheck = undefined;
    },
  ],
  [
    "waiting for the health of a web service without a health check",
    'services.web.sidecars.prepare.dependsOn.web: waits for "web" to be HEALTHY, which has no health check; add containerHealthCheck, or wait for START',
    (_, a) => {
      a.services.web.dependsOn = {};
      a.services.web.sidecars.prepare.dependsOn = { web: "HEALTHY" };
    },
  ],
  [
    "waiting for the health of a command",
    'services.migrate.sidecars.otel.dependsOn.migrate: waits for "migrate" to be HEALTHY, which has no health check; wait for START',
    (e, a) => {
      withJobs(e, a);
      a.services.migrate.sidecars = { otel: { image: `otel@${DIGEST}`, dependsOn: { migrate: "HEALTHY" } } };
    },
  ],
  [
    "waiting for the end of an essential sidecar",
    'services.web.dependsOn.otel: waits for the end of "otel", which is essential: with it the task ends; set sidecars.otel.essential to false',
    (_, a) => {
      a.services.web.dependsOn = { otel: "COMPLETE" };
    },
  ],
  [
    "waiting for the end of the service's own container",
    'services.web.sidecars.prepare.dependsOn.web: waits for the end of "web", which is essential: with it the task ends; wait for START',
    (_, a) => {
      a.services.web.dependsOn = {};
      a.services.web.sidecars.prepare.dependsOn = { web: "SUCCESS" };
    },
  ],
  [
    "a port that the service has",
    'services.web.sidecars.otel.port: 8080 is the port of "web" already, and the containers of a task share one network; choose another one',
    (_, a) => {
      a.services.web.sidecars.otel.port = 8080;
    },
  ],
  [
    "a port that another sidecar has",
    'services.web.sidecars.prepare.port: 4318 is the port of "otel" already, and the containers of a task share one network; choose another one',
    (_, a) => {
      a.services.web.sidecars.prepare.port = 4318;
    },
  ],
  [
    "a secret that nobody declared",
    'services.web.sidecars.otel.secrets.0: there is no secret "stripe"; did you mean "stripeKey"?',
    (_, a) => {
      a.services.web.sidecars.otel.secrets = ["stripe"];
    },
  ],
  [
    "a variable that holds a secret",
    'services.web.sidecars.otel.variables.STRIPE_KEY: "STRIPE_KEY" holds a secret already; remove it here or rename the secret\'s variable with variableNames',
    (_, a) => {
      a.services.web.sidecars.otel.secrets = ["stripeKey"];
      a.services.web.sidecars.otel.variables = { STRIPE_KEY: "sk" };
    },
  ],
  [
    "a source outside the checkout",
    'services.web.sidecars.prepare.source: "/prepare" is not a folder below the root of the checkout; write it like "apps/shop"',
    (_, a) => {
      a.services.web.sidecars.prepare.source = "/prepare";
    },
  ],
  [
    "an interval that ECS refuses",
    "services.web.sidecars.otel.healthCheck.intervalSeconds: 1 is too small; use at least 5",
    (_, a) => {
      a.services.web.sidecars.otel.healthCheck.intervalSeconds = 1;
    },
  ],
];

const ofEnvironment: Case[] = [
  [
    "sidecars that leave no memory",
    "services.web.memoryMiB: 512 is no more than the 512 that the sidecars otel, prepare keep for themselves; give the task more, or them less",
    (_, a) => {
      a.services.web.sidecars.otel.memoryMiB = 256;
      a.services.web.sidecars.prepare.memoryMiB = 256;
    },
  ],
  [
    "a sidecar that leaves no CPU",
    "services.web.cpu: 256 is no more than the 300 that the sidecars otel keep for themselves; give the task more, or them less",
    (_, a) => {
      a.services.web.sidecars.otel.cpu = 300;
    },
  ],
  [
    "a source that two services need for two architectures",
    'services.admin.architecture: "ARM64" is not the "X86_64" of services.web, which shares the image of apps/admin; choose one for both',
    (e, a) => {
      a.services.web.sidecars.prepare.source = "apps/admin";
      e.services.admin.architecture = "ARM64";
    },
  ],
];

describe("a service with sidecars", () => {
  const described =
    (change: Change): Change =>
    (description, application) => {
      withSidecars(description, application);
      change(description, application);
    };

  it.each(ofApplication)("is refused for %s", (_, message, change) => {
    expect(refused(described(change))).toBe(`application.ts → ${message}`);
  });

  it.each(ofEnvironment)("is refused in an environment for %s", (_, message, change) => {
    expect(refused(described(change))).toBe(`environments/prod.ts → ${message}`);
  });

  it("has the sources of its sidecars beside its own, and each sidecar's key", () => {
    const { sources, services } = parsed(withSidecars);
    expect(Object.keys(sources)).toEqual(["shop", "prepare", "admin"]);
    expect(services[0]?.sidecars.map(({ key, source, essential }) => ({ key, source, essential }))).toEqual([
      { key: "otel", source: undefined, essential: true },
      { key: "prepare", source: "prepare", essential: false },
    ]);
  });
});
