import { isFirewall } from "../exposure/network/other-firewalls";
import type { ResourceChange } from "../plan/plan";
import { isContainer, listOf, member } from "../plan/value";
import { byType } from "./by-type";
import { AWS } from "./kinds/aws";
import { AZUREAD, AZURERM } from "./kinds/azure";
import { GOOGLE, GOOGLE_BINDING } from "./kinds/google";
import type { Kind, ProviderKinds } from "./kinds/kinds";
import { KUBERNETES, MANIFESTS } from "./kinds/kubernetes";
import { OTHERS } from "./kinds/others";

const PROVIDERS: Readonly<Record<string, ProviderKinds>> = {
  aws: AWS,
  google: GOOGLE,
  azurerm: AZURERM,
  azuread: AZUREAD,
  kubernetes: KUBERNETES,
  ...OTHERS,
};

type Kinds = ReadonlySet<Kind>;

const BY_TYPE = byName(Object.entries(PROVIDERS).map(([provider, kinds]) => [`${provider}_`, kinds]));
const BY_MANIFEST = byName([["", MANIFESTS]]);
const RECREATED: Kinds = new Set<Kind>(["recreated"]);
const KEEPS_DATA: Kinds = new Set<Kind>(["keepsData"]);

/** Arguments that only something has that is worth keeping: providers offer them where a deletion loses data. */
const SIGNS_OF_DATA = [
  "backup_retention_period",
  "backup_retention_days",
  "deletion_protection",
  "deletion_protection_enabled",
  "final_snapshot_identifier",
  "force_delete",
  "force_destroy",
  "point_in_time_recovery",
  "point_in_time_recovery_enabled",
  "prevent_destroy",
  "recovery_window_in_days",
  "skip_final_snapshot",
  "snapshot_identifier",
  "soft_delete_retention_days",
];

/** What is known of a resource, by its type, its manifest or its arguments; undefined where nothing is. */
export function kindsOf({ type = "", change }: ResourceChange): Kinds | undefined {
  const known = kindsOfType(type);
  if (known) return known;
  const values = isContainer(change?.before) ? change.before : change?.after;
  const manifest = manifestKind(values);
  if (manifest !== undefined) return BY_MANIFEST.get(manifest);
  return SIGNS_OF_DATA.some((name) => isSet(member(values, name))) ? KEEPS_DATA : undefined;
}

const kindsOfType = byType(
  (type) => BY_TYPE.get(plainType(type)) ?? (GOOGLE_BINDING.test(type) || isFirewall(type) ? RECREATED : undefined),
);

/** Without the version of the API, and by the newer of two names. */
function plainType(type: string): string {
  if (type.startsWith("kubernetes_")) return type.replace(/_v\d+((alpha|beta)\d+)?$/, "");
  return type;
}

/** `kind` of what `kubernetes_manifest` and its like apply. */
function manifestKind(values: unknown): string | undefined {
  const manifest = member(values, "manifest") ?? member(values, "object");
  const kind = member(manifest, "kind") ?? member(values, "kind");
  if (typeof kind === "string") return kind;
  const yaml = member(values, "yaml_body") ?? member(values, "yaml_body_parsed");
  return typeof yaml === "string" ? /^kind:\s*["']?(\w+)/m.exec(yaml)?.[1] : undefined;
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? listOf(value).length > 0 : value !== null && value !== undefined;
}

function byName(tables: readonly (readonly [prefix: string, kinds: ProviderKinds])[]): ReadonlyMap<string, Kinds> {
  const all = new Map<string, Set<Kind>>();
  for (const [prefix, kinds] of tables) {
    for (const [kind, names] of Object.entries(kinds) as [Kind, string][]) {
      for (const name of names.split(/\s+/).filter((one) => one !== "")) {
        const known = all.get(prefix + name) ?? new Set<Kind>();
        all.set(prefix + name, known.add(kind));
      }
    }
  }
  return all;
}

/** How many resources of a type change. */
export interface TypeCount {
  readonly type: string;
  readonly count: number;
}

const CHANGING = new Set(["create", "update", "delete"]);

/** Types among the changes that nothing is known of, the most frequent first. */
export function unjudgedTypes(changes: readonly ResourceChange[]): TypeCount[] {
  const changing = changes.filter(
    ({ mode, change }) => mode !== "data" && change?.actions?.some((action) => CHANGING.has(action)),
  );
  return countByType(changing.filter((resource) => kindsOf(resource) === undefined));
}

/** Their types, the most frequent first. */
export function countByType(changes: readonly ResourceChange[]): TypeCount[] {
  const counts = new Map<string, number>();
  for (const { type = "" } of changes) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count);
}
