import type { Finding, RiskLevel } from "./finding";
import { levelOf, RULE_NAMES, stakesOf } from "./rules";

/** A change, as far as its place among others depends on it. */
interface Ranked {
  readonly type: string;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

/** What is opened so that everybody may come in. */
const WEB_PORTS = new Set([80, 443]);

/** The riskiest first; within a level by what is at stake, then type by type, and each in the plan's order. */
export function byStakes<Item>(items: readonly Item[], resourceOf: (item: Item) => Ranked): Item[] {
  const first = new Map<string, number>();
  const ranked = items.map((item, index) => {
    const { type } = resourceOf(item);
    const rank = rankOf(resourceOf(item));
    const group = `${rank} ${type}`;
    if (!first.has(group)) first.set(group, index);
    return { item, rank, group };
  });
  const place = (group: string) => first.get(group) ?? 0;
  return ranked.sort((a, b) => a.rank - b.rank || place(a.group) - place(b.group)).map(({ item }) => item);
}

function rankOf({ findings }: Ranked): number {
  return Math.min(...findings.map(stakes), Number.POSITIVE_INFINITY);
}

/** A port of a website is opened so that everybody comes in: of its level, it is the last. */
function stakes({ rule, ports, level }: Finding): number {
  const isWebsite = ports !== undefined && ports.from === ports.to && WEB_PORTS.has(ports.from);
  return isWebsite ? lastOf(level) + 0.5 : stakesOf(rule);
}

function lastOf(level: RiskLevel): number {
  return Math.max(...RULE_NAMES.filter((name) => levelOf(name) === level).map(stakesOf));
}
