/** A rule of the listener. A request needs one of the hosts, one of the paths and one of the addresses, where there are any. */
export interface Route {
  readonly priority: number;
  readonly hostNames: readonly string[];
  readonly paths: readonly string[];
  /** Source addresses that the rule is for; none means everybody. */
  readonly allowedCidrs: readonly string[];
}

export interface Claim {
  readonly key: string;
  readonly hostNames: readonly string[];
  readonly paths: readonly string[];
  readonly allowedCidrs: readonly string[];
}

/** Placeholder until priorities are derived. */
export function routes(claims: readonly Claim[]): Map<string, Route[]> {
  return new Map(
    claims.map(({ key, hostNames, paths, allowedCidrs }, index) => [
      key,
      [{ priority: index + 1, hostNames, paths, allowedCidrs }],
    ]),
  );
}
