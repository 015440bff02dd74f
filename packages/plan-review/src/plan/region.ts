import { configured, referencesIn, withoutKeys } from "./configuration";
import type { Plan, ResourceChange } from "./plan";
import { member } from "./value";

/** Which AWS region the resources of a plan are in, as far as the plan tells. */
export class Regions {
  private readonly providerKeys: ReadonlyMap<string, string | undefined>;
  private readonly ofProviders: ReadonlyMap<string, string>;

  constructor(plan: Plan) {
    this.providerKeys = new Map(configured(plan).map(({ address, providerKey }) => [address, providerKey]));
    this.ofProviders = regionsOfProviders(plan);
  }

  /** Its own argument, its provider's, that of its ARN, or the only one that any provider of the plan has. */
  of({ address, change }: ResourceChange): string | undefined {
    const sides = [change?.after, change?.before];
    const own = sides.map((side) => member(side, "region")).find(isRegion);
    if (own !== undefined) return own;
    const key = this.providerKeys.get(withoutKeys(address));
    const ofProvider = key === undefined ? undefined : this.ofProviders.get(key);
    return ofProvider ?? sides.map(regionOfArn).find(isRegion) ?? this.only(key);
  }

  private only(key: string | undefined): string | undefined {
    // A provider that is known and says no region takes it from the surroundings: no other one's is its own.
    if (key !== undefined) return undefined;
    const all = new Set(this.ofProviders.values());
    return all.size === 1 ? [...all][0] : undefined;
  }
}

function regionsOfProviders({ configuration, variables }: Plan): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, { expressions }] of Object.entries(configuration?.provider_config ?? {})) {
    const expression = member(expressions, "region");
    const [name] = referencesIn(expression).map((one) => /^var\.([\w-]+)$/.exec(one)?.[1]);
    const variable = name === undefined ? undefined : member(variables, name);
    const region = [member(expression, "constant_value"), member(variable, "value")].find(isRegion);
    if (region !== undefined) found.set(key, region);
  }
  return found;
}

/** `arn:aws:ecs:eu-central-1:…`; those of global services name no region. */
function regionOfArn(values: unknown): string | undefined {
  const [, region] = /^arn:[\w-]+:[\w-]+:([\w-]+):/.exec(String(member(values, "arn"))) ?? [];
  return region;
}

/** `eu-central-1`, `us-gov-west-1` */
function isRegion(value: unknown): value is string {
  return typeof value === "string" && /^[a-z]{2}(-[a-z]+)+-\d$/.test(value);
}
