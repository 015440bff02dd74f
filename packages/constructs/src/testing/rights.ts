import type { PolicyStatement } from "../policy/policy-document";

/** Action → resources, over all statements of a grant, which only allow, and without conditions. */
export function rightsOf(statements: readonly PolicyStatement[]): Record<string, string[]> {
  const rights: Record<string, string[]> = {};
  for (const { actions, resources = [], effect, conditions } of statements) {
    expect([effect, conditions]).toEqual([undefined, undefined]);
    for (const action of actions) rights[action] = [...new Set([...(rights[action] ?? []), ...resources])].sort();
  }
  return rights;
}
