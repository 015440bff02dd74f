import type { Finding } from "./finding";
import { RISK_LEVELS } from "./finding";
import type { RuleName } from "./rules";

/** A change, as far as its place among others depends on it. */
interface Ranked {
  readonly type: string;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

/** Rules of one level by how much is at stake, the most first. */
const ORDER: readonly RuleName[] = [
  "stateful-delete",
  "unknown-delete",
  "stateful-replace",
  "unknown-replace",
  "restored",
  "smaller-storage",
  "expiry",
  "retention-shortened",
  "path-delete",
  "path-replace",
  "scaled-to-zero",
  "path-off",
  "invoke",
  "restart",
  "wide-role",
  "widened-policy",
  "privileged",
  "public-bucket",
  "public-endpoint",
  "public-ingress",
  "unknown-policy",
  "encryption-off",
  "protection-off",
  "stateful-forget",
  "delete",
  "replace",
];
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

const STEPS = ORDER.length + 2;

function rankOf({ findings }: Ranked): number {
  const [worst] = findings;
  if (!worst) return RISK_LEVELS.length * STEPS;
  const alike = findings.filter(({ level }) => level === worst.level);
  return RISK_LEVELS.indexOf(worst.level) * STEPS + Math.min(...alike.map(stepOf));
}

function stepOf({ rule, ports }: Finding): number {
  if (ports && ports.from === ports.to && WEB_PORTS.has(ports.from)) return ORDER.length;
  const step = ORDER.indexOf(rule as RuleName);
  return step < 0 ? ORDER.length + 1 : step;
}
