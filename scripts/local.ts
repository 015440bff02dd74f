import { join } from "node:path";
import { type Cloud, CloudError, findCloud } from "@app/local-cloud";

/** Root of the checkout. */
export const ROOT = join(__dirname, "..");
/** Name of the environment, and of the cloud that it runs in. */
export const LOCAL = "local";

/** @throws CloudError when it does not run. */
export function runningCloud(): Cloud {
  const cloud = findCloud({ root: ROOT, name: LOCAL });
  if (!cloud) throw new CloudError("nothing runs; start it with `npm start`");
  return cloud;
}
