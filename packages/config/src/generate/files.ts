import { join } from "node:path";
import { pythonContract } from "./python-contract";
import { configurationReference } from "./reference";

const root = join(__dirname, "../../../..");

/** Every generated file: where it lives and what it must contain. */
export const generatedFiles = [
  { file: join(root, "apps/flask/src/flask_app/contract.py"), content: pythonContract },
  { file: join(root, "docs/configuration.md"), content: configurationReference },
] as const;
