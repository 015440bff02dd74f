import { isDelivered } from "./is-delivered";
import { parseEnvironment } from "./parse-environment";
import { place, shop } from "./testing/shop";

const delivered = (delivery: object) => parseEnvironment("staging", { ...place(), delivery }, shop());
const CONNECTION = "eu-central-1:111111111111:connection/01234567-89ab-cdef-0123-456789abcdef";

describe("isDelivered", () => {
  it.each([
    ["nobody", {}, false],
    ["workflows", { github: { repository: "team/shop" } }, true],
    [
      "a pipeline",
      { codePipeline: { connectionArn: `arn:aws:codeconnections:${CONNECTION}`, repository: "team/shop" } },
      true,
    ],
  ])("tells of an environment that is delivered by %s", (_, delivery, expected) => {
    expect(isDelivered(delivered(delivery))).toBe(expected);
  });
});

describe("a pipeline", () => {
  it.each(["codeconnections", "codestar-connections"])("delivers main by a connection of %s", (service) => {
    const connectionArn = `arn:aws:${service}:${CONNECTION}`;
    const { codePipeline } = delivered({ codePipeline: { connectionArn, repository: "group/team/shop" } }).delivery;
    expect(codePipeline).toEqual({ connectionArn, repository: "group/team/shop", branch: "main" });
  });
});
