import { join } from "node:path";
import { type Cloud, CloudError, findCloud } from "@app/local-cloud";

/** Root of the checkout. */
export const ROOT = join(__dirname, "..");
/** The environment that runs on this machine. */
export const LOCAL = "local";
/** The cloud it runs in; another name is another account beside it. */
export const CLOUD = process.env.LOCAL_CLOUD ?? LOCAL;

/** @throws CloudError when it does not run. */
export function runningCloud(): Cloud {
  const cloud = findCloud({ root: ROOT, name: CLOUD });
  if (!cloud) throw new CloudError("nothing runs; start it with `npm start`");
  return cloud;
}
