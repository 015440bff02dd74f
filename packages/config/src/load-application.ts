import { join } from "node:path";
import { ConfigurationError } from "./configuration-error";
import type { Application } from "./define-application";
import { loadDescription } from "./load-description";

/**
 * The shipped application, as `application.ts` describes it. Loaded when asked for, so that a mistake in the file is told
 * like every other one.
 * @throws ConfigurationError when the file cannot be read or exports nothing.
 */
export function loadApplication(): Application {
  const application = loadDescription(join(__dirname, "application.ts"), __dirname);
  if (application !== undefined) return application as Application;
  throw new ConfigurationError(
    "application.ts: has no default export; write `export default defineApplication({ … })`",
  );
}
