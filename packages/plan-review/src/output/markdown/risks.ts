import type { ResourceReview } from "../../review/model";
import type { Finding, RiskLevel } from "../../risk/finding";
import { RISK_LEVELS } from "../../risk/finding";
import { meaningOf } from "../../risk/rules";
import { alike, judgementOf } from "../alike";
import { MARKS, shortened } from "../text";
import { code, codeCell, plain } from "./escape";

const LONGEST_REASONS = 600;
const LONGEST_ADDRESS = 300;
const HEADER = ["| risk | stack | resource | why |", "| --- | --- | --- | --- |"];

/** A risky change and where it stands. */
export interface Risk {
  readonly stack: string;
  readonly resource: ResourceReview;
}

/** One row for each, or for many of a type in a stack of which the same is said. */
export function riskTable(risks: readonly Risk[]): string[] {
  if (risks.length === 0) return [];
  const groups = alike(risks, ({ stack, resource }) => `${stack} ${judgementOf(resource)}`);
  const rows = groups.flatMap(([first, ...others]) => {
    if (!first) return [];
    const { stack, resource } = first;
    const { findings, address, type } = resource;
    const why = shortened(reasonsOf(findings), LONGEST_REASONS);
    const cell = codeCell(address, LONGEST_ADDRESS);
    const which = others.length === 0 ? cell : `${others.length + 1} ${codeCell(type)}, first ${cell}`;
    return [`| ${findings[0]?.level ?? ""} | ${plain(stack)} | ${which} | ${plain(why)} |`];
  });
  return ["", ...HEADER, ...rows];
}

/** One line for each, below the counts of all. */
export function riskLines(risks: readonly Risk[]): string[] {
  if (risks.length === 0) return [];
  const lines = risks.map(({ stack, resource: { action, address, findings } }) => {
    const why = shortened(reasonsOf(findings), LONGEST_REASONS);
    return `- \`${MARKS[action]}\` ${plain(stack)} ${codeAddress(address)}: ${plain(why)}`;
  });
  return ["", ...lines];
}

/** One row for each rule and stack, or for each rule alone: so few that they fit, and none is silent. */
export function groupedRiskTable(risks: readonly Risk[], perStack: boolean): string[] {
  const groups = new Map<string, { finding: Finding; stack: string; addresses: string[] }>();
  for (const { stack, resource } of risks) {
    for (const finding of resource.findings) {
      const key = `${finding.rule} ${perStack ? stack : ""}`;
      const group = groups.get(key) ?? { finding, stack: perStack ? stack : "", addresses: [] };
      groups.set(key, group);
      group.addresses.push(resource.address);
    }
  }
  const rank = (level: RiskLevel) => RISK_LEVELS.indexOf(level);
  const ordered = [...groups.values()].sort((a, b) => rank(a.finding.level) - rank(b.finding.level));
  const rows = ordered.map(({ finding: { level, rule }, stack, addresses }) => {
    const [first = ""] = addresses;
    const which = addresses.length === 1 ? codeCell(first, 100) : `${addresses.length}, first ${codeCell(first, 100)}`;
    return `| ${level} | ${perStack ? plain(stack) : "all"} | ${which} | ${plain(meaningOf(rule))} |`;
  });
  return ["", ...HEADER, ...rows];
}

export function reasonsOf(findings: readonly Finding[]): string {
  return findings.map(({ reason }) => reason).join("; ");
}

export function codeAddress(address: string): string {
  return code(address, LONGEST_ADDRESS);
}
