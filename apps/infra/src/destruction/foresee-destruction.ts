import { isProtected } from "@app/config";
import type { Destruction, ForeseenDestruction } from "@app/stack-runner";
import type { Environments } from "../environments";
import { Contents } from "./contents";
import { whatStays } from "./what-stays";

/** What would end a destruction half-way, and what it leaves behind. */
export function foreseeDestruction(
  environments: Environments,
): (destruction: Destruction) => Promise<ForeseenDestruction> {
  return async ({ environment: name, variables, resources }) => {
    const environment = environments.load(name);
    const refused = await new Contents(environment, variables, resources).refused();
    return { refused, remedy: isProtected(environment) ? PROTECTED : UNPROTECTED, stays: whatStays(resources) };
  };
}

const PROTECTED =
  "Empty them, or take the protection of the environment (alb.deletionProtected, and deletionProtected of data) off, deploy that, and destroy then; records of others are always yours to move.";
const UNPROTECTED =
  "Deploy once, which lets Terraform empty repositories and unprotected buckets, and destroy then; records of others are always yours to move.";
