interface Using<Verb extends string> {
  readonly uses: Readonly<Record<string, Verb>>;
  readonly consumes?: string;
}

/** What a service does with which data stores, by their keys. Whoever consumes a queue receives from it. */
export function usesOf<Verb extends string>({ uses, consumes }: Using<Verb>): [key: string, verb: Verb | "receive"][] {
  const used = Object.entries(uses);
  return consumes === undefined ? used : [[consumes, "receive"], ...used];
}
