import { costText } from "./cost";
import { expiries } from "./expiry";
import { type Finder, found, RISK_LEVELS, type RiskLevel } from "./finding";
import { grants } from "./grants";
import { plainChanges } from "./plain-changes";
import { ports } from "./ports";
import { unprotected } from "./protections";
import { removals } from "./removals";
import { keptShorter } from "./retention";
import { scaled } from "./scale";
import { shrunk } from "./shrinking";
import { signInDropped } from "./sign-in";
import { switchedOff } from "./switched";
import { divertedOrRestarted } from "./traffic";
import { notKnownYet } from "./unknown-policies";
import { widened } from "./widened-policies";

/** Something that a review finds. */
export interface Rule {
  readonly level: RiskLevel;
  /** One sentence: what has happened where it is found. */
  readonly meaning: string;
  /** What finds it; it may find others too. */
  readonly find: Finder | readonly Finder[];
}

/** Its level takes it out of every other one: a provider is asked to act, and no change shows what it does. */
export const invoked: Finder = ({ resource, action }) =>
  action === "invoke" ? [found("invoke", `${resource.type} runs: what it does shows in no plan`)] : [];

const costs: Finder = ({ monthlyCost }) => (monthlyCost === undefined ? [] : [found("cost", costText(monthlyCost))]);

/**
 * Everything that a review finds, by the names that gates speak of: level by level, and within one by how much is at
 * stake, the most first. The names in `packages/config`, the table in `docs/plan-review.md` and what the schema says of
 * rules are written from here by `pnpm accept`.
 */
const RULES = {
  "stateful-delete": { level: "data loss", meaning: "Something that holds data is deleted.", find: removals },
  "unknown-delete": {
    level: "data loss",
    meaning: "Something is deleted that no rule knows: it may hold data.",
    find: removals,
  },
  "stateful-replace": {
    level: "data loss",
    meaning: "Something that holds data is deleted and created anew.",
    find: removals,
  },
  "unknown-replace": {
    level: "data loss",
    meaning: "Something is deleted and created anew that no rule knows: it may hold data.",
    find: removals,
  },
  restored: { level: "data loss", meaning: "Data is put back to an older state.", find: shrunk },
  "smaller-storage": { level: "data loss", meaning: "There is less room for data than before.", find: shrunk },
  expiry: { level: "data loss", meaning: "What is kept is deleted after a while.", find: expiries },
  "retention-shortened": {
    level: "data loss",
    meaning: "Older logs or backups are deleted sooner.",
    find: keptShorter,
  },
  "path-delete": { level: "outage", meaning: "Something that requests run through is deleted.", find: removals },
  "path-replace": {
    level: "outage",
    meaning: "Something that requests run through is deleted and created anew.",
    find: removals,
  },
  "scaled-to-zero": { level: "outage", meaning: "Nothing is left running.", find: scaled },
  "path-off": {
    level: "outage",
    meaning: "Something that others need is switched off, or leads elsewhere.",
    find: [divertedOrRestarted, switchedOff],
  },
  invoke: { level: "outage", meaning: "A provider is asked to do something that no change shows.", find: invoked },
  restart: {
    level: "outage",
    meaning: "Something is stopped and started again, or moved to another machine.",
    find: divertedOrRestarted,
  },
  "wide-role": {
    level: "access",
    meaning: "Somebody is given a role that allows nearly everything.",
    find: grants,
  },
  "widened-policy": {
    level: "access",
    meaning: "A policy allows much more, or more people, than before.",
    find: [widened, grants, signInDropped],
  },
  privileged: { level: "access", meaning: "A container may do what its machine may.", find: [grants, switchedOff] },
  "public-bucket": {
    level: "access",
    meaning: "A bucket may be read, or made readable, by everybody.",
    find: [grants, switchedOff, unprotected],
  },
  "public-endpoint": {
    level: "access",
    meaning: "Something may be called or reached from everywhere.",
    find: grants,
  },
  "public-ingress": { level: "access", meaning: "A port is opened to everybody.", find: ports },
  "unknown-policy": {
    level: "access",
    meaning: "A policy changes that is known only after the apply.",
    find: notKnownYet,
  },
  "encryption-off": { level: "access", meaning: "Data is no longer encrypted.", find: [switchedOff, unprotected] },
  "protection-off": {
    level: "access",
    meaning: "What protects from loss or attack is switched off.",
    find: [keptShorter, switchedOff, unprotected, signInDropped],
  },
  "stateful-forget": {
    level: "access",
    meaning: "Something that holds data stays, and is no longer protected.",
    find: removals,
  },
  cost: { level: "cost", meaning: "The monthly bill changes.", find: costs },
  delete: { level: "change", meaning: "Something is deleted.", find: plainChanges },
  replace: { level: "change", meaning: "Something is deleted and created anew.", find: plainChanges },
  ingress: { level: "change", meaning: "Somebody may, or may no longer, reach a port.", find: ports },
  egress: { level: "change", meaning: "Something may, or may no longer, reach others.", find: ports },
  forget: { level: "change", meaning: "Something stays, and Terraform forgets it.", find: plainChanges },
  "create-unknown": {
    level: "change",
    meaning: "Something is created whose policy is known only after the apply.",
    find: plainChanges,
  },
  update: { level: "change", meaning: "Something is changed in place.", find: plainChanges },
  import: {
    level: "change",
    meaning: "Something that exists is brought under Terraform's care.",
    find: plainChanges,
  },
  create: { level: "change", meaning: "Something is created.", find: plainChanges },
  tags: { level: "cosmetic", meaning: "Only tags or labels change.", find: plainChanges },
  move: { level: "cosmetic", meaning: "Only the address changes.", find: plainChanges },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof RULES;

export const RULE_NAMES = Object.keys(RULES) as readonly RuleName[];

/** Each once: several rules may come of one look. */
export const FINDERS: readonly Finder[] = [...new Set(Object.values(RULES).flatMap(({ find }) => find))];

export function ruleOf(name: string): Rule | undefined {
  return Object.hasOwn(RULES, name) ? RULES[name as RuleName] : undefined;
}

export function meaningOf(name: string): string {
  return ruleOf(name)?.meaning ?? name;
}

const LEVELS: ReadonlyMap<string, RiskLevel> = new Map(Object.entries(RULES).map(([name, { level }]) => [name, level]));

export function levelOf(name: string): RiskLevel {
  return LEVELS.get(name) ?? "change";
}

const PLACES: ReadonlyMap<string, number> = new Map(
  [...RULE_NAMES]
    .sort((a, b) => RISK_LEVELS.indexOf(levelOf(a)) - RISK_LEVELS.indexOf(levelOf(b)))
    .map((name, place) => [name, place]),
);

/** The place of a rule among all, the one with the most at stake first. */
export function stakesOf(name: string): number {
  return PLACES.get(name) ?? PLACES.size;
}
