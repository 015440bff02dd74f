import { parseEnvironment } from "@app/config";
import application from "./application";
import local from "./local";

/** In the place of those in `packages/config`. */
export const environments = {
  names: () => ["local"],
  load: (name: string) => parseEnvironment(name, local, application),
};
