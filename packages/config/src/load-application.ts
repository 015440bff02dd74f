import { join } from "node:path";
import type { Application } from "./define-application";
import { loadModule } from "./load-module";

/**
 * The shipped application, as `application.ts` describes it. Loaded when asked for, so that a mistake in the file is told
 * like every other one.
 * @throws ConfigurationError when the file cannot be read as TypeScript.
 */
export function loadApplication(): Application {
  return loadModule(join(__dirname, "application"), "application.ts").default as Application;
}
