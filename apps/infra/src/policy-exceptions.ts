import type { Environment } from "@app/config";
import type { PolicyException } from "@app/policy-scan";
import { policyExpectations } from "./policy-expectations";

/** Checks of the policy scan that the stacks of these environments fail on purpose, at the addresses where they do. */
export function policyExceptions(environments: readonly Environment[]): PolicyException[] {
  return environments.flatMap((environment) =>
    policyExpectations.flatMap(({ check, fails, reason }) => {
      const resources = fails(environment);
      return resources.length > 0 ? [{ check, resources, environments: [environment.name], reason }] : [];
    }),
  );
}
