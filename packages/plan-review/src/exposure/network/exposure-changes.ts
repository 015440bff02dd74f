import type { ResourceChange } from "../../plan/plan";
import { isContainer } from "../../plan/value";
import { type Exposure, exposureText } from "./exposure";
import { isFirewall, otherFirewallExposures } from "./other-firewalls";
import { isSecurityGroup, securityGroupExposures } from "./security-groups";

/** What a change opens that was not open before, and what it closes. */
export interface ExposureChanges {
  readonly opened: readonly Exposure[];
  readonly closed: readonly Exposure[];
}

const NONE: ExposureChanges = { opened: [], closed: [] };

export function exposureChanges({ type = "", change }: ResourceChange): ExposureChanges {
  // Nearly every resource opens nothing, whatever it says.
  if (!isSecurityGroup(type) && !isFirewall(type)) return NONE;
  const before = exposures(type, change?.before, undefined);
  const after = exposures(type, change?.after, change?.after_unknown);
  return { opened: without(after, before), closed: without(before, after) };
}

function without(exposures: readonly Exposure[], others: readonly Exposure[]): Exposure[] {
  if (exposures.length === 0) return [];
  const known = new Set(others.map(exposureText));
  return exposures.filter((one) => !known.has(exposureText(one)));
}

function exposures(type: string, values: unknown, unknown: unknown): Exposure[] {
  if (!isContainer(values)) return [];
  return [...securityGroupExposures(type, values, unknown), ...otherFirewallExposures(type, values)];
}
