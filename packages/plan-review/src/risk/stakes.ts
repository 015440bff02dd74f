import { type Finding, RISK_LEVELS } from "./finding";
import { levelOf, RULE_NAMES, stakesOf } from "./rules";

/** A change, as far as its place among others depends on it. */
interface Ranked {
  readonly type: string;
  /** Worst first. */
  readonly findings: readonly Finding[];
  readonly monthlyCost?: number;
}

/** What is opened so that everybody may come in. */
const WEB_PORTS = new Set([80, 443]);
/** The last place of each level. */
const LAST: ReadonlyMap<string, number> = new Map(
  RISK_LEVELS.map((level) => [level, Math.max(...RULE_NAMES.filter((name) => levelOf(name) === level).map(stakesOf))]),
);

/**
 * The riskiest first; within a level by what is at stake, of costs the largest sum; then type by type, of which the same
 * is said together, and else in the plan's order.
 */
export function byStakes<Item>(items: readonly Item[], resourceOf: (item: Item) => Ranked): Item[] {
  const types = new Groups();
  const alike = new Groups();
  const ranked = items.map((item, index) => {
    const resource = resourceOf(item);
    const { type, findings } = resource;
    const rank = rankOf(resource);
    const usd = findings[0]?.level === "cost" ? Math.abs(resource.monthlyCost ?? 0) : 0;
    const ofType = types.add(`${rank} ${type}`, index, usd);
    return { item, rank, ofType, alike: alike.add(`${rank} ${type} ${findings.map(textOf).join(" ")}`, index, 0) };
  });
  return ranked
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        b.ofType.usd - a.ofType.usd ||
        a.ofType.first - b.ofType.first ||
        a.alike.first - b.alike.first,
    )
    .map(({ item }) => item);
}

interface Group {
  /** Index of its first item. */
  readonly first: number;
  usd: number;
}

class Groups {
  private readonly byKey = new Map<string, Group>();

  add(key: string, index: number, usd: number): Group {
    const group = this.byKey.get(key) ?? { first: index, usd: 0 };
    this.byKey.set(key, group);
    group.usd += usd;
    return group;
  }
}

function textOf({ rule, reason }: Finding): string {
  return `${rule} ${reason}`;
}

function rankOf({ findings }: Ranked): number {
  return Math.min(...findings.map(stakesIn), Number.POSITIVE_INFINITY);
}

/** The place of a finding among all. A port of a website is opened so that everybody comes in: of its level, it is the last. */
export function stakesIn({ rule, ports, level }: Finding): number {
  const isWebsite = ports !== undefined && ports.from === ports.to && WEB_PORTS.has(ports.from);
  return isWebsite ? (LAST.get(level) ?? 0) + 0.5 : stakesOf(rule);
}
