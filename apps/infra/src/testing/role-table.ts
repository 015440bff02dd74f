import { allowedActions, type Statement } from "./authorization";
import { type Call, refusedCalls } from "./refused-calls";

/** A role, what it allows, and what was called with its credentials. */
export interface RoleInUse {
  readonly role: string;
  readonly statements: readonly Statement[];
  readonly calls: readonly Call[];
}

const COLUMNS = ["role", "called", "allowed", "unused", "refused"] as const;

/** As many unused actions as are worth reading. */
const FEW = 5;

/** How much of each role was used, in actions: a line a role, with the actions that nobody called where they are few. */
export function roleTable(roles: readonly RoleInUse[]): string {
  const rows = roles.map(({ role, statements, calls }) => {
    const allowed = allowedActions(statements);
    const called = new Set(calls.map(({ action }) => action));
    const unused = allowed.filter((action) => !called.has(action));
    const counts = [called.size, allowed.length, unused.length, refusedCalls(statements, calls).length];
    return [[role, ...counts].map(String), unused.length <= FEW ? unused : []] as const;
  });
  const width = Math.max(...roles.map(({ role }) => role.length));
  const line = ([role = "", ...counts]: readonly string[]) =>
    `${role.padEnd(width)}${counts.map((count) => count.padStart(9)).join("")}`;
  const lines = rows.map(([row, unused]) => [line(row), ...unused].join("  "));
  return [line(COLUMNS), ...lines].map((text) => `${text}\n`).join("");
}
