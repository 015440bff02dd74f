import { environmentNames, loadEnvironment } from "./load-environment";
import { resourceName, resourceTags, stateBucketName, stateKey } from "./naming";

const environments = environmentNames().map((name) => loadEnvironment(name));

describe("naming", () => {
  it.each([
    ["state buckets", stateBucketName],
    ["state keys", (environment) => stateKey(environment, "network")],
    ["resource names", (environment) => resourceName(environment)],
  ] as [string, (environment: (typeof environments)[number]) => string][])(
    "keeps the %s of environments apart",
    (_, name) => {
      const names = environments.map(name);
      expect(new Set(names).size).toBe(environments.length);
    },
  );

  it("lays state out as project, environment, stack", () => {
    expect(stateKey(loadEnvironment("staging"), "network")).toBe("flask/staging/network.tfstate");
  });

  it("lets an environment add tags but not replace the ones that say what a resource is", () => {
    const environment = { ...loadEnvironment("staging"), tags: { CostCentre: "42", Stack: "mine" } };
    expect(resourceTags(environment, "network")).toEqual({
      CostCentre: "42",
      Environment: "staging",
      ManagedBy: "cdktf",
      Project: "flask",
      Stack: "network",
    });
  });
});
