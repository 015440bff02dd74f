import { environmentNames, loadEnvironment } from "./load-environment";
import { constantCase, kebabCase, resourceName, resourceTags, stateBucketName, stateKey } from "./naming";
import type { Environment } from "./schema/environment";
import { parsed } from "./testing/shop";

describe("naming", () => {
  it.each([
    ["state buckets", stateBucketName],
    ["state keys", (environment) => stateKey(environment, "network")],
    ["resource names", (environment) => resourceName(environment)],
  ] as [string, (environment: Environment) => string][])(
    "keeps the %s of the shipped environments apart",
    (_, name) => {
      const names = environmentNames().map((environment) => name(loadEnvironment(environment)));
      expect(new Set(names).size).toBe(names.length);
    },
  );

  it("puts project and environment before a role", () => {
    expect(resourceName(parsed(), "alarms")).toBe("shop-prod-alarms");
  });

  it("lays state out as project, environment, stack", () => {
    expect(stateKey(parsed(), "network")).toBe("shop/prod/network.tfstate");
  });

  it("adds an environment's tags to those that say what a resource is", () => {
    const environment = parsed((description) => {
      description.tags = { CostCentre: "42" };
    });
    expect(resourceTags(environment, "network")).toEqual({
      CostCentre: "42",
      Environment: "prod",
      ManagedBy: "cdktf",
      Project: "shop",
      Stack: "network",
    });
  });

  it.each([
    ["orders", "orders", "ORDERS"],
    ["stripeKey", "stripe-key", "STRIPE_KEY"],
    ["apiV2Token", "api-v2-token", "API_V2_TOKEN"],
    ["back-office", "back-office", "BACK_OFFICE"],
  ])("writes %s as %s in names and as %s in variables", (key, kebab, constant) => {
    expect([kebabCase(key), constantCase(key)]).toEqual([kebab, constant]);
  });
});
