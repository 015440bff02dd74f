import { createHash } from "node:crypto";
import { contains, specificity, wildcards } from "./path-pattern";

/** A rule of the listener. A request needs one of the hosts, one of the paths and one of the addresses, where there are any. */
export interface Route {
  readonly priority: number;
  readonly hostNames: readonly string[];
  readonly paths: readonly string[];
  /** Source addresses that the rule is for; none means everybody. */
  readonly allowedCidrs: readonly string[];
  /** Whether the load balancer itself answers, with 404, instead of the service. */
  readonly hidden: boolean;
  /** What becomes of a visitor who has not signed in; undefined where nobody has to. */
  readonly onUnauthenticatedRequest?: Unauthenticated;
}

/** Sent to the identity provider, or answered with 401. */
export type Unauthenticated = "authenticate" | "deny";

/** Paths that ask who a visitor is. */
export interface SignIn {
  readonly paths: readonly string[];
  readonly onUnauthenticatedRequest: Unauthenticated;
}

/** What one service answers for. */
export interface Claim {
  readonly key: string;
  readonly hostNames: readonly string[];
  /** None: whatever nobody claimed with a path. */
  readonly paths: readonly string[];
  /** Of these, what nobody is answered; those outside of the paths are not its own. Default: none. */
  readonly hiddenPaths?: readonly string[];
  /** Of these, those that ask visitors to sign in. Default: none. */
  readonly authentication?: readonly SignIn[];
  readonly allowedCidrs: readonly string[];
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html#rules-quotas
const VALUES_PER_RULE = 5;
const WILDCARDS_PER_RULE = 5;

/**
 * Priorities of paths. The more of a path is literal, the earlier it is asked: a band of priorities for each length, and
 * in each length those without wildcards first. What claims a whole host comes after every path.
 */
const LONGEST_PATH = 128;
const PATH_BANDS = 2 * (LONGEST_PATH + 1);
const PATH_BAND_WIDTH = 150;
const HOST_BAND = PATH_BANDS * PATH_BAND_WIDTH + 1;
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
const LAST_PRIORITY = 50_000;

/** A band of priorities has no room for a further rule. */
export class BandFull extends Error {
  constructor(readonly key: string) {
    super(`more than ${PATH_BAND_WIDTH} rules have paths as specific as those of ${key}`);
  }
}

/**
 * The rules of each service, by its key. A priority follows from the service's own name and paths, so that a further
 * service renumbers nobody, unless two names meet in one place: then the later key moves on.
 * @throws BandFull when too many paths are equally specific.
 */
export function routes(claims: readonly Claim[], seed: string): Map<string, Route[]> {
  const byKey = new Map<string, Route[]>(claims.map(({ key }) => [key, []]));
  const taken = new Set<number>();
  const inOrder = [...claims].sort((a, b) => (a.key < b.key ? -1 : 1));
  const add = (claim: Claim, paths: readonly string[], answer: Answer) => {
    for (const group of bySpecificity(paths)) {
      const band = bandOf(group);
      for (const conditions of rules({ ...claim, paths: group })) {
        const priority = freePriority(band, `${seed}/${claim.key}/${group.join()}`, taken);
        if (priority === undefined) throw new BandFull(claim.key);
        taken.add(priority);
        byKey.get(claim.key)?.push({ priority, ...conditions, ...answer });
      }
    }
  };
  for (const claim of inOrder) {
    for (const [paths, answer] of ownPaths(claim)) add(claim, paths, answer);
  }
  // After all others: what is hidden, or asks who a visitor is, moves no rule that exists.
  for (const claim of inOrder) {
    const hidden = hiddenOf(claim);
    // Nobody is answered there, wherever a request comes from.
    if (hidden.length > 0) add({ ...claim, allowedCidrs: [] }, hidden, { hidden: true });
  }
  for (const claim of inOrder) {
    for (const { path, onUnauthenticatedRequest } of signInsWithin(claim)) {
      add(claim, [path], { hidden: false, onUnauthenticatedRequest });
    }
  }
  return byKey;
}

type Answer = Pick<Route, "hidden" | "onUnauthenticatedRequest">;

/** What a service claims, apart by who is answered. A path that lies within one that asks for it asks as well. */
function ownPaths(claim: Claim): [paths: readonly string[], answer: Answer][] {
  const paths = claimedPaths(claim);
  const answers = paths.map((path) => askedOn(claim, path));
  const groups = [undefined, "authenticate", "deny"] as const;
  return groups.flatMap((onUnauthenticatedRequest): [readonly string[], Answer][] => {
    const own = paths.filter((_, index) => answers[index] === onUnauthenticatedRequest);
    if (own.length === 0) return [];
    const answer = { hidden: false, ...(onUnauthenticatedRequest && { onUnauthenticatedRequest }) };
    return [[claim.paths.length === 0 ? [] : own, answer]];
  });
}

/** A service without paths claims all of them. */
export function claimedPaths({ paths }: Pick<Claim, "paths">): readonly string[] {
  return paths.length === 0 ? ["/*"] : paths;
}

function signIns({ authentication = [] }: Pick<Claim, "authentication">) {
  return authentication.flatMap(({ paths, onUnauthenticatedRequest }) =>
    paths.map((path) => ({ path, onUnauthenticatedRequest })),
  );
}

/** Of several patterns that contain the path the narrowest one says what becomes of strangers. */
function askedOn(claim: Claim, path: string): Unauthenticated | undefined {
  return signIns(claim)
    .filter((asked) => contains(asked.path, path))
    .sort((one, other) => specificity(other.path) - specificity(one.path))[0]?.onUnauthenticatedRequest;
}

/** Patterns that need rules of their own: each lies within a path that the service claims, and is not all of it. */
export function signInsWithin(claim: Pick<Claim, "paths" | "authentication">) {
  return signIns(claim).filter(({ path }) =>
    claimedPaths(claim).some((claimed) => contains(claimed, path) && !contains(path, claimed)),
  );
}

/** Of several services on one host each hides what is its own. */
function hiddenOf({ paths, hiddenPaths = [] }: Claim): readonly string[] {
  if (paths.length === 0) return hiddenPaths;
  return hiddenPaths.filter((hidden) => paths.some((pattern) => contains(pattern, hidden)));
}

/** Paths of one specificity may share rules; a service without paths has one group, an empty one. */
function bySpecificity(paths: readonly string[]): string[][] {
  if (paths.length === 0) return [[]];
  const groups = new Map<number, string[]>();
  for (const path of paths) {
    const group = groups.get(specificity(path)) ?? [];
    groups.set(specificity(path), [...group, path]);
  }
  return [...groups.entries()].sort(([a], [b]) => b - a).map(([, group]) => group);
}

function bandOf([path]: readonly string[]): { readonly first: number; readonly width: number } {
  if (path === undefined) return { first: HOST_BAND, width: LAST_PRIORITY - HOST_BAND + 1 };
  return { first: 1 + (PATH_BANDS - 1 - specificity(path)) * PATH_BAND_WIDTH, width: PATH_BAND_WIDTH };
}

function freePriority(
  { first, width }: { readonly first: number; readonly width: number },
  name: string,
  taken: ReadonlySet<number>,
): number | undefined {
  const start = createHash("sha256").update(name).digest().readUInt32BE(0) % width;
  for (let step = 0; step < width; step++) {
    const priority = first + ((start + step) % width);
    if (!taken.has(priority)) return priority;
  }
  return undefined;
}

/** The fewest rules that together mean the claim, each with as many values as ALB allows. */
function rules({ hostNames, paths, allowedCidrs }: Omit<Claim, "key">): Omit<Route, "priority" | keyof Answer>[] {
  const splits = sizes(hostNames).flatMap((h) =>
    sizes(paths).flatMap((p) =>
      sizes(allowedCidrs)
        .filter((c) => h + p + c <= VALUES_PER_RULE)
        .map((c) => ({ hosts: chunks(hostNames, h), paths: chunks(paths, p), cidrs: chunks(allowedCidrs, c) })),
    ),
  );
  const count = (split: (typeof splits)[number]) => split.hosts.length * split.paths.length * split.cidrs.length;
  const best = splits.reduce((fewest, split) => (count(split) < count(fewest) ? split : fewest));
  return best.hosts.flatMap((hosts) =>
    best.paths.flatMap((some) => best.cidrs.map((cidrs) => ({ hostNames: hosts, paths: some, allowedCidrs: cidrs }))),
  );
}

/** How many values of a list one rule may take. */
function sizes(list: readonly string[]): number[] {
  if (list.length === 0) return [0];
  return Array.from({ length: Math.min(list.length, VALUES_PER_RULE) }, (_, index) => index + 1);
}

function chunks(list: readonly string[], size: number): string[][] {
  const result: string[][] = [[]];
  for (const value of list) {
    const last = result.at(-1) ?? [];
    const full = last.length === size || wildcards([...last, value].join("")) > WILDCARDS_PER_RULE;
    if (full) result.push([value]);
    else last.push(value);
  }
  return result;
}
