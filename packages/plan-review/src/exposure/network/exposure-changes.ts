import type { ResourceChange } from "../../plan/plan";
import { isContainer } from "../../plan/value";
import { type Exposure, exposureText } from "./exposure";
import { otherFirewallExposures } from "./other-firewalls";
import { securityGroupExposures } from "./security-groups";

/** What a change opens that was not open before. */
export function openedBy(resource: ResourceChange): Exposure[] {
  return without(exposuresAfter(resource), exposuresBefore(resource));
}

export function closedBy(resource: ResourceChange): Exposure[] {
  return without(exposuresBefore(resource), exposuresAfter(resource));
}

function without(exposures: readonly Exposure[], others: readonly Exposure[]): Exposure[] {
  if (exposures.length === 0) return [];
  const known = new Set(others.map(exposureText));
  return exposures.filter((one) => !known.has(exposureText(one)));
}

function exposuresBefore({ type, change }: ResourceChange): Exposure[] {
  return exposures(type, change?.before, undefined);
}

function exposuresAfter({ type, change }: ResourceChange): Exposure[] {
  return exposures(type, change?.after, change?.after_unknown);
}

function exposures(type = "", values: unknown, unknown: unknown): Exposure[] {
  if (!isContainer(values)) return [];
  return [...securityGroupExposures(type, values, unknown), ...otherFirewallExposures(type, values)];
}
