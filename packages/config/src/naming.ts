/** What names are made of; a checked environment has it. */
interface Named {
  readonly name: string;
  readonly application: { readonly name: string };
}

/** `flask-staging`, or `flask-staging-alarms` with a role. Unique per environment; its length was checked for every AWS resource kind. */
export function resourceName({ application, name }: Named, role?: string): string {
  return [application.name, name, role].filter(Boolean).join("-");
}

interface NamedInAccount extends Named {
  readonly aws: { readonly accountId: string };
}

/** Bucket names are global, the account id keeps two companies apart. */
export function bucketName(environment: NamedInAccount, role: string): string {
  return `${resourceName(environment, role)}-${environment.aws.accountId}`;
}

export function stateBucketName(environment: NamedInAccount): string {
  return bucketName(environment, "tfstate");
}

/** `<project>/<environment>/<stack>.tfstate` */
export function stateKey({ application, name }: Named, stack: string): string {
  return `${application.name}/${name}/${stack}.tfstate`;
}

/** Tags on every resource that can carry them. */
export function resourceTags(
  environment: Named & { readonly tags: Readonly<Record<string, string>> },
  stack: string,
): Record<string, string> {
  return {
    ...environment.tags,
    Environment: environment.name,
    ManagedBy: "cdktf",
    Project: environment.application.name,
    Stack: stack,
  };
}

/** `stripeKey` → `stripe-key`, as in names of AWS resources. */
export function kebabCase(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])(?=[A-Z])/g, "$1-")
    .toLowerCase();
}

/** `stripeKey` → `STRIPE_KEY`, as in names of variables. */
export function constantCase(key: string): string {
  return kebabCase(key).replaceAll("-", "_").toUpperCase();
}
