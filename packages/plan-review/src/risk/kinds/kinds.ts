/** What is known of a type: what its deletion, or its replacement, does to those who rely on it. */
export type Kind =
  /** It holds what nothing else holds. */
  | "keepsData"
  /** Requests run through it, or it answers them. */
  | "carriesTraffic"
  /** It exists to protect something else, or to watch over it. */
  | "guardsAccess"
  /** The configuration makes the same again: rules, bindings, settings. */
  | "recreated";

/** Names of types by kind, without the provider's prefix, separated by spaces. A type may be of several kinds. */
export type ProviderKinds = Readonly<Record<Kind, string>>;
