/** Data store → what the service may do with it. */
export type Uses = Readonly<Record<string, string>>;

/** Keeps what is expected of the result from standing in for what was not written. `NoInfer` would stay in the result's type. */
export type Written<T> = [T][T extends unknown ? 0 : never];

/** What the function of a kind returns: the fields of the kind, with what the service uses in its type. */
export type Described<Kind extends string, Fields, Used extends Uses, Secret extends string> = Fields & {
  readonly kind: Kind;
  readonly uses?: Used;
  readonly secrets?: readonly Secret[];
};
