/** A variable that a service is given. */
interface Given {
  /** Key of the data store that gives it; undefined for what a secret or a called service gives. */
  readonly store: string | undefined;
  readonly name: string;
}

/** The name under which the container finds it: `variableNames` may rename it, also that of one data store alone. */
export function variableNameOf(variableNames: Readonly<Record<string, string>>, given: Given): string {
  return variableNames[qualified(given)] ?? variableNames[given.name] ?? given.name;
}

/** `orders.PGHOST`, where several data stores give a variable of the same name. */
export function qualified({ store, name }: Given): string {
  return store === undefined ? name : `${store}.${name}`;
}
