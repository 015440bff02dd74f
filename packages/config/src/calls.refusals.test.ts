import { parsed, refused, withInternal, withJobs, withWorker } from "./testing/shop";

type Change = Parameters<typeof refused>[0];
type Case = [mistake: string, message: string, change: Change];

/** A test for each mistake around services that call each other: the whole line that is told. */
const ofApplication: Case[] = [
  [
    "a call of a misspelt service",
    'services.web.calls.0: there is no internal service "prcing"; did you mean "pricing"?',
    (_, a) => {
      a.services.web.calls = ["prcing"];
    },
  ],
  [
    "a call where there is no internal service",
    'services.admin.calls.0: there is no internal service "stock"; add it: services: { stock: internal({ source: "apps/…" }) }',
    (e, a) => {
      delete a.services.pricing;
      delete e.services.pricing;
      a.services.web.calls = [];
      a.services.admin.calls = ["stock"];
    },
  ],
  [
    "a call of itself",
    'services.pricing.calls.0: "pricing" would call itself; remove it',
    (_, a) => {
      a.services.pricing.calls = ["pricing"];
    },
  ],
  [
    "a call of a web service",
    'services.web.calls.0: "admin" is of the kind web, and only an internal service is called by name; call it at its host name, or describe it with internal(…)',
    (_, a) => {
      a.services.web.calls = ["admin"];
    },
  ],
  [
    "a call of a worker, which has no port",
    'services.web.calls.0: "worker" is of the kind worker, and only an internal service is called by name; choose pricing',
    (e, a) => {
      withWorker(e, a);
      a.services.web.calls = ["worker"];
    },
  ],
  [
    "a call twice",
    'services.web.calls.1: "pricing" stands in the list twice; remove one',
    (_, a) => {
      a.services.web.calls = ["pricing", "pricing"];
    },
  ],
  [
    "services that call each other",
    "services.pricing.calls: pricing calls stock calls pricing: each must be there before the other; remove one of these, or let a queue lead back",
    (e, a) => {
      a.services.stock = { ...a.services.pricing, calls: ["pricing"] };
      e.services.stock = e.services.pricing;
      a.services.pricing.calls = ["stock"];
    },
  ],
  [
    "a job that calls",
    "services.report.calls: is not possible: Service Connect leads only tasks that a service keeps running to others; let a worker do it",
    (e, a) => {
      withJobs(e, a);
      a.services.report.calls = ["pricing"];
    },
  ],
  [
    "an internal service with a host",
    "services.pricing.host: is unknown; choose one of kind, source, command, uses, variables, secrets, variableNames, writablePaths, readonlyRootFilesystem, user, dependsOn, sidecars, …",
    (_, a) => {
      a.services.pricing.host = "pricing";
    },
  ],
  [
    "another name for a URL that it does not get",
    "services.web.variableNames.STOCK_URL: the service gets no variable of this name; choose one of ORDERS_TABLE_NAME, PRICING_URL, STRIPE_KEY",
    (_, a) => {
      a.services.web.variableNames = { STOCK_URL: "STOCK" };
    },
  ],
];

const ofEnvironment: Case[] = [
  [
    "an internal service that may have no task",
    "services.pricing.tasks.minimum: 0 lets no task ever start: a call starts none; use at least 1",
    (e) => {
      e.services.pricing.tasks.minimum = 0;
    },
  ],
  [
    "an authority that is none",
    'cluster.certificateAuthorityArn: "authority" is not the ARN of an authority of AWS Private CA; write it like "arn:aws:acm-pca:eu-central-1:111111111111:certificate-authority/…"',
    (e) => {
      e.cluster = { certificateAuthorityArn: "authority" };
    },
  ],
  [
    "an authority elsewhere",
    "cluster.certificateAuthorityArn: is in us-east-1, the environment in eu-central-1; name one there",
    (e) => {
      e.cluster = { certificateAuthorityArn: "arn:aws:acm-pca:us-east-1:111111111111:certificate-authority/0123" };
    },
  ],
];

describe("an application whose services call each other", () => {
  const described =
    (change: Change): Change =>
    (description, application) => {
      withInternal(description, application);
      change(description, application);
    };

  it.each(ofApplication)("is refused for %s", (_, message, change) => {
    expect(refused(described(change))).toBe(`application.ts → ${message}`);
  });

  it.each(ofEnvironment)("is refused in an environment for %s", (_, message, change) => {
    expect(refused(described(change))).toBe(`environments/prod.ts → ${message}`);
  });

  it("has its defaults filled in", () => {
    expect(parsed(withInternal).services.find(({ key }) => key === "pricing")).toMatchObject({
      kind: "internal",
      port: 8080,
      calls: [],
      requestTimeoutSeconds: 30,
      idleTimeoutSeconds: 300,
      threads: 16,
    });
  });
});
