import type { Change, Plan } from "../plan-json/plan";

/** A shorter value is no secret, and would blacken half of the review. */
const SHORTEST_SECRET = 4;
const MASK = "(sensitive)";
/** Old Terraform versions mark nothing: an attribute that is called so is taken for secret in every version. */
const SECRET_NAME =
  /(^|[_-])(password|passwd|passphrase|secret|secret_?string|secret_?key|secret_?access_?key|token|private_?key|private_?key_pem|api_?key|client_?secret|connection_?string|credentials?)$/i;

export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Collects what must not be shown, and takes it out of every text. */
export class Secrets {
  private readonly values = new Set<string>();
  private pattern: RegExp | undefined;

  /** Everything that a plan marks, or that is called, secret. */
  addPlan(plan: Plan): void {
    for (const { change } of [...(plan.resource_changes ?? []), ...(plan.resource_drift ?? [])]) this.addChange(change);
    for (const { resource_change: deferred } of plan.deferred_changes ?? []) this.addChange(deferred.change);
    for (const change of Object.values(plan.output_changes ?? {})) this.addChange(change);
    for (const outputs of [plan.planned_values?.outputs, plan.prior_state?.values?.outputs]) {
      for (const { sensitive, value } of Object.values(outputs ?? {})) if (sensitive) this.addLeaves(value);
    }
    for (const [name, { sensitive }] of Object.entries(plan.configuration?.root_module?.variables ?? {})) {
      if (sensitive || isSecretName(name)) this.addLeaves(plan.variables?.[name]?.value);
    }
  }

  /** The text without secrets, also where one stands inside of a longer or an encoded text. */
  mask(text: string): string {
    if (this.values.size === 0) return text;
    this.pattern ??= new RegExp(
      [...this.values]
        .sort((a, b) => b.length - a.length)
        .map(escapeRegExp)
        .join("|"),
      "g",
    );
    return text.replace(this.pattern, MASK);
  }

  private addChange(change: Change | undefined): void {
    if (!change) return;
    this.addMarked(change.before, change.before_sensitive);
    this.addMarked(change.after, change.after_sensitive);
  }

  private addMarked(value: unknown, marks: unknown): void {
    if (marks === true) this.addLeaves(value);
    if (marks === true || typeof value !== "object" || value === null) return;
    const inner = typeof marks === "object" && marks !== null ? (marks as Record<string, unknown>) : {};
    for (const [key, child] of Object.entries(value)) {
      if (typeof child === "string" && isSecretName(key)) this.addLeaves(child);
      else this.addMarked(child, inner[key]);
    }
  }

  private addLeaves(value: unknown): void {
    if (typeof value === "object" && value !== null) {
      for (const child of Object.values(value)) this.addLeaves(child);
    } else if (typeof value === "string" && value.length >= SHORTEST_SECRET) {
      this.values.add(value);
      // The same inside of an encoded document, once and twice.
      const encoded = JSON.stringify(value).slice(1, -1);
      this.values.add(encoded);
      this.values.add(JSON.stringify(encoded).slice(1, -1));
      this.values.add(Buffer.from(value).toString("base64"));
      this.pattern = undefined;
    }
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
