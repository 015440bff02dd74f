import type { AttributeChange } from "../../difference/attributes";
import type { ResourceReview, Review } from "../../review/model";
import { RISK_LEVELS, type RiskLevel } from "../../risk/finding";
import type { RuleName } from "../../risk/rules";
import { byStakes } from "../../risk/stakes";
import { MARKS, remarks, shortened, tellingFirst, valueText } from "../text";

/** What the list puts under one heading, in the order of the headings. */
export type Group = RiskLevel | "drift" | "other";

const GROUPS: readonly Group[] = [
  ...RISK_LEVELS.slice(0, RISK_LEVELS.indexOf("cost")),
  "drift",
  ...RISK_LEVELS.slice(RISK_LEVELS.indexOf("cost")),
  "other",
];
/** Lines of differences that are seen without opening, and their length. */
const PREVIEW_LINES = 3;
const PREVIEW_LENGTH = 240;
const MOST_NAMES = 5;
const PLAIN_CREATION: RuleName = "create";

/** One line of the list, as the page's script reads it. */
export interface ListedChange {
  readonly stack: string;
  readonly action: string;
  readonly mark: string;
  readonly group: Group;
  readonly address: string;
  readonly type: string;
  readonly findings: readonly (readonly [level: string, reason: string])[];
  readonly remarks: readonly string[];
  readonly constructPath?: string;
  /** The mark says all of it: something is created. */
  readonly plain?: true;
  /** The most telling differences, shown without opening. */
  readonly preview: readonly string[];
  /** Attributes that differ, of which the preview shows the first ones. */
  readonly attributeCount: number;
}

/** `[path, before or 0, after or 0, flags, details]`: short, since there may be a million of them. */
export type ListedAttribute = readonly [string, string | 0, string | 0, number, (readonly string[])?];

export const FORCES_REPLACEMENT = 1;
export const NO_VALUE = 2;

export interface Change {
  readonly resource: ResourceReview;
  readonly listed: ListedChange;
  /** The most telling first. */
  readonly attributes: readonly AttributeChange[];
}

/** All changes of all stacks, the riskiest first, then by what is at stake, then in the order of a deploy. */
export function changes({ stacks }: Review): Change[] {
  const all = stacks.flatMap(({ id, resources, drift }) => [
    ...resources.map((resource) => change(id, resource)),
    ...drift.map((resource) => driftedChange(id, resource)),
  ]);
  const ordered = byStakes(all, ({ resource }) => resource);
  return ordered.sort((a, b) => GROUPS.indexOf(a.listed.group) - GROUPS.indexOf(b.listed.group));
}

export function listedAttribute(attribute: AttributeChange): ListedAttribute {
  const { path, before = 0, after = 0, unknown, sensitive, forcesReplacement, details } = attribute;
  const flags = (forcesReplacement ? FORCES_REPLACEMENT : 0) + (unknown || sensitive ? NO_VALUE : 0);
  const next = sensitive ? "(sensitive)" : unknown ? "(known after apply)" : after;
  return details ? [path, before, next, flags, details] : [path, before, next, flags];
}

function change(stack: string, resource: ResourceReview): Change {
  const { action, address, type, findings, constructPath } = resource;
  const attributes = tellingFirst(resource.attributes);
  const forcing = attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ path }) => path);
  const listed: ListedChange = {
    stack,
    action,
    mark: MARKS[action],
    group: findings[0]?.level ?? "other",
    address,
    type,
    findings: findings.map(({ level, reason }) => [level, reason] as const),
    remarks: [...remarks(resource), ...(forcing.length > 0 ? [`forced by ${listing(forcing)}`] : [])],
    ...(constructPath && { constructPath }),
    ...(findings[0]?.rule === PLAIN_CREATION && { plain: true }),
    preview: action === "update" || action === "replace" ? preview(attributes) : [],
    attributeCount: attributes.length,
  };
  return { resource, listed, attributes };
}

function driftedChange(stack: string, resource: ResourceReview): Change {
  const { listed, attributes } = change(stack, { ...resource, action: "update" });
  const remark = resource.action === "delete" ? "it is gone" : "it differs from what was applied";
  return {
    listed: {
      ...listed,
      action: "drift",
      mark: "≠",
      group: resource.findings[0]?.level ?? "drift",
      remarks: [`changed outside of Terraform: ${remark}`],
    },
    resource,
    attributes,
  };
}

function preview(attributes: readonly AttributeChange[]): string[] {
  const telling = attributes.filter(({ unknown, forcesReplacement }) => !unknown || forcesReplacement);
  const lines: string[] = [];
  for (const attribute of telling.length > 0 ? telling : attributes) {
    if (lines.length >= PREVIEW_LINES) break;
    const { path, details = [`${path}: ${valueText(attribute)}`] } = attribute;
    lines.push(...details);
  }
  return lines.slice(0, PREVIEW_LINES).map((line) => shortened(line, PREVIEW_LENGTH));
}

function listing(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(", ");
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}
