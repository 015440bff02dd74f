/** What Terraform's `-json` output says, one object per line. Source: "Machine-Readable UI" in Terraform's documentation. */
export interface UiEvent {
  readonly type?: string;
  readonly "@message"?: string;
  readonly diagnostic?: Diagnostic;
  readonly changes?: ChangeSummary;
  readonly change?: { readonly action?: string };
  readonly hook?: { readonly resource?: { readonly addr?: string }; readonly action?: string };
}

export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
}

export interface ChangeSummary {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
  readonly import?: number;
  /** Taken out of the state, and left where they are. Counted by the runner. */
  readonly forget?: number;
  readonly operation: "plan" | "apply" | "destroy";
}

/** Undefined for a line that is no event, such as a crash's output. */
export function parseUiEvent(line: string): UiEvent | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as UiEvent;
  } catch {
    return undefined;
  }
}

/** `14 to add, 1 to change`; Terraform counts neither outputs nor addresses that only move. */
export function changeText({ add, change, remove, import: imported = 0, forget = 0 }: ChangeSummary): string {
  const parts = [
    [add, "to add"],
    [change, "to change"],
    [remove, "to destroy"],
    [imported, "to import"],
    [forget, "to forget"],
  ] as const;
  const counted = parts.filter(([count]) => count > 0).map(([count, text]) => `${count} ${text}`);
  return counted.length > 0 ? counted.join(", ") : "only outputs or addresses to change";
}
