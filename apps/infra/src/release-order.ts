import type { Environment } from "@app/config";
import type { TerraformStack } from "cdktf";

/** Lets the services that a one-off runs before wait for its stack, though they read nothing of it. */
export function keepReleaseOrder({ services }: Environment, stacks: ReadonlyMap<string, TerraformStack>): void {
  for (const service of services) {
    if (service.kind !== "oneOff") continue;
    for (const later of service.before) stackOf(stacks, later).addDependency(stackOf(stacks, service.key));
  }
}

function stackOf(stacks: ReadonlyMap<string, TerraformStack>, key: string): TerraformStack {
  const stack = stacks.get(key);
  if (!stack) throw new Error(`there is no stack of a service "${key}"; the description should have been refused`);
  return stack;
}
