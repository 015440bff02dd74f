import { parsed, refused, withSidecars } from "./testing/shop";

type Change = Parameters<typeof refused>[0];
type Case = [mistake: string, message: string, change: Change];

/** A test for each mistake around traces: the whole line that is told. */
const cases: Case[] = [
  [
    "an account without X-Ray",
    "environments/prod.ts → services.web.traces: go to X-Ray, which an emulated account does not have; remove it here",
    (p) => {
      p.aws.emulated = true;
      p.services.web.traces = {};
    },
  ],
  [
    "a network that does not lead to AWS's public images",
    'environments/prod.ts → services.web.traces: need a collector whose image comes from public.ecr.aws, where a network without NAT does not lead; copy it to ECR and name the copy: { collectorImage: "ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME@sha256:…" }',
    (p) => {
      p.network.nat = "none";
      p.services.web.traces = {};
    },
  ],
  [
    "a container of the collector's name",
    'environments/prod.ts → services.web.traces: add a container "aws-otel-collector", and application.ts has one of that name; rename it there',
    (p, a) => {
      a.services.web.sidecars = { "aws-otel-collector": { source: "apps/otel" } };
      p.services.web.traces = {};
    },
  ],
  [
    "a container on the collector's port",
    'environments/prod.ts → services.web.traces: need port 4318 for the collector, which is "otel"\'s in application.ts; choose another one there',
    (p, a) => {
      withSidecars(p, a);
      p.services.web.traces = {};
    },
  ],
  [
    "a share of nothing",
    "environments/prod.ts → services.web.traces.percent: 0 is too small; use at least 1",
    (p) => {
      p.services.web.traces = { percent: 0 };
    },
  ],
  [
    "a collector by its tag",
    'environments/prod.ts → services.web.traces.collectorImage: "public.ecr.aws/otel:1" does not name an image by digest, and a tag may mean another image tomorrow; append @sha256:… as `docker buildx imagetools inspect` shows it',
    (p) => {
      p.services.web.traces = { collectorImage: "public.ecr.aws/otel:1" };
    },
  ],
];

describe("traces", () => {
  it.each(cases)("are refused for %s", (_, message, change) => {
    expect(refused(change)).toContain(message);
  });

  it("add a collector that starts before the service, and without which the task goes on", () => {
    const web = parsed((p) => {
      p.services.web.traces = {};
    }).services.find(({ key }) => key === "web");
    expect(web?.dependsOn).toEqual({ "aws-otel-collector": "START" });
    expect(web?.sidecars).toMatchObject([{ key: "aws-otel-collector", essential: false, port: 4318 }]);
    expect(web?.sidecars[0]?.image).toMatch(
      /^public\.ecr\.aws\/aws-observability\/aws-otel-collector@sha256:[0-9a-f]{64}$/,
    );
  });

  it("take a copy of the collector where there is no NAT", () => {
    const collectorImage = `111111111111.dkr.ecr.eu-central-1.amazonaws.com/otel@sha256:${"a".repeat(64)}`;
    const [web] = parsed((p) => {
      p.network.nat = "none";
      p.services.web.traces = { collectorImage };
    }).services;
    expect(web?.sidecars[0]?.image).toBe(collectorImage);
  });

  it("are nobody's unless asked for", () => {
    for (const { sidecars, dependsOn } of parsed().services) expect([sidecars, dependsOn]).toEqual([[], {}]);
  });
});
