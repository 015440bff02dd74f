import type { Finding, RiskLevel } from "./finding";

interface Rule {
  readonly level: RiskLevel;
  readonly meaning: string;
}

/** Everything that a review finds, by the names that a policy speaks of. */
const RULES = {
  "stateful-delete": { level: "data loss", meaning: "Something that holds data is deleted." },
  "stateful-replace": { level: "data loss", meaning: "Something that holds data is deleted and created anew." },
  "unknown-delete": { level: "data loss", meaning: "Something is deleted that no rule knows: it may hold data." },
  "unknown-replace": {
    level: "data loss",
    meaning: "Something is deleted and created anew that no rule knows: it may hold data.",
  },
  "retention-shortened": { level: "data loss", meaning: "Older logs or backups are deleted sooner." },
  expiry: { level: "data loss", meaning: "What is kept is deleted after a while." },
  "smaller-storage": { level: "data loss", meaning: "There is less room for data than before." },
  restored: { level: "data loss", meaning: "Data is put back to an older state." },
  "path-delete": { level: "outage", meaning: "Something that requests run through is deleted." },
  "path-replace": { level: "outage", meaning: "Something that requests run through is deleted and created anew." },
  "path-off": { level: "outage", meaning: "Something that others need is switched off, or leads elsewhere." },
  invoke: { level: "outage", meaning: "A provider is asked to do something that no change shows." },
  restart: { level: "outage", meaning: "Something is stopped and started again, or moved to another machine." },
  "scaled-to-zero": { level: "outage", meaning: "Nothing is left running." },
  "public-ingress": { level: "access", meaning: "A port is opened to everybody." },
  "public-endpoint": { level: "access", meaning: "Something may be called or reached from everywhere." },
  "public-bucket": { level: "access", meaning: "A bucket may be read, or made readable, by everybody." },
  "widened-policy": { level: "access", meaning: "A policy allows much more, or more people, than before." },
  "wide-role": { level: "access", meaning: "Somebody is given a role that allows nearly everything." },
  privileged: { level: "access", meaning: "A container may do what its machine may." },
  "unknown-policy": { level: "access", meaning: "A policy changes that is known only after the apply." },
  "protection-off": { level: "access", meaning: "What protects from loss or attack is switched off." },
  "stateful-forget": { level: "access", meaning: "Something that holds data stays, and is no longer protected." },
  "encryption-off": { level: "access", meaning: "Data is no longer encrypted." },
  cost: { level: "cost", meaning: "The monthly bill changes." },
  ingress: { level: "change", meaning: "Somebody may, or may no longer, reach a port." },
  egress: { level: "change", meaning: "Something may, or may no longer, reach others." },
  "create-unknown": {
    level: "change",
    meaning: "Something is created whose policy is known only after the apply.",
  },
  create: { level: "change", meaning: "Something is created." },
  update: { level: "change", meaning: "Something is changed in place." },
  replace: { level: "change", meaning: "Something is deleted and created anew." },
  delete: { level: "change", meaning: "Something is deleted." },
  import: { level: "change", meaning: "Something that exists is brought under Terraform's care." },
  forget: { level: "change", meaning: "Something stays, and Terraform forgets it." },
  tags: { level: "cosmetic", meaning: "Only tags or labels change." },
  move: { level: "cosmetic", meaning: "Only the address changes." },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof RULES;

export const RULE_NAMES = Object.keys(RULES) as readonly RuleName[];

export function meaningOf(name: string): string {
  return Object.hasOwn(RULES, name) ? RULES[name as RuleName].meaning : name;
}

export function finding(rule: RuleName, reason: string): Finding {
  return { level: RULES[rule].level, rule, reason };
}
