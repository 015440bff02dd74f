import type { LookUp } from "@app/stack-runner";
import type { Environments } from "../environments";
import { checkStateBucketOwner } from "./bucket-owner";
import { createServiceLinkedRoles } from "./service-linked-roles";

/** What `bootstrap` does before it creates the state bucket, or takes over the one that exists. */
export function prepareAccount(environments: Environments): (account: LookUp) => Promise<void> {
  return async ({ environment: name, variables, onProgress }) => {
    const environment = environments.load(name);
    await checkStateBucketOwner(environment, variables);
    for (const line of await createServiceLinkedRoles(environment, variables)) onProgress(line);
  };
}
