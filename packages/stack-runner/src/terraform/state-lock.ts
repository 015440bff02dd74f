/** Who holds a state, as Terraform's errors say it. */
export interface StateLock {
  readonly id: string;
  readonly who: string;
  readonly created: string;
  readonly operation: string;
  readonly path: string;
}

/** What stands under "Lock Info" in an error; undefined where nothing does. */
export function lockInfo(text: string): StateLock | undefined {
  const field = (name: string) => new RegExp(`^\\s*${name}:\\s*(.+)$`, "m").exec(text)?.[1]?.trim();
  const id = field("ID");
  if (id === undefined) return undefined;
  return {
    id,
    who: field("Who") ?? "somebody",
    created: field("Created") ?? "an unknown time",
    operation: field("Operation") ?? "unknown operation",
    path: field("Path") ?? "unknown path",
  };
}

/** `by ada@workstation since … (OperationTypeApply, states/a.tfstate)` */
export function holderText({ who, created, operation, path }: StateLock): string {
  return `by ${who} since ${created} (${operation}, ${path})`;
}
