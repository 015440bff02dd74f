import { snakeCase } from "./snake-case";

/** What an output holds: one text, or a list of texts. */
export type OutputKind = "text" | "list";

export interface OutputSpecification<Kind extends OutputKind = OutputKind> {
  readonly kind: Kind;
  /** Shown by `terraform output` documentation and in the plan. */
  readonly description: string;
}

export type OutputSpecifications = Readonly<Record<string, OutputSpecification>>;

/** The values behind a contract: plain strings for the publisher, references for the reader. */
export type OutputValues<Outputs extends OutputSpecifications> = {
  readonly [Name in keyof Outputs]: Outputs[Name]["kind"] extends "list" ? string[] : string;
};

export const text = (description: string): OutputSpecification<"text"> => ({ kind: "text", description });
export const list = (description: string): OutputSpecification<"list"> => ({ kind: "list", description });

/** Name in Terraform of an output that TypeScript calls `vpcId`: `vpc_id`. Stable: a rename breaks every reader's state. */
export function outputName(key: string): string {
  return snakeCase(key);
}
