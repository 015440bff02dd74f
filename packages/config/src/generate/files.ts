import { join } from "node:path";
import { checkApplication } from "../check-application";
import { loadApplication } from "../load-application";
import { pythonContract } from "./python-contract";
import { configurationReference } from "./reference";

const root = join(__dirname, "../../../..");

/** Sources that want a typed contract, and where it lives in them. */
const CONTRACTS = [{ source: "apps/flask", module: "src/flask_app/contract.py" }];

/** Every generated file: where it lives and what it must contain. */
export function generatedFiles(): { readonly file: string; readonly content: string }[] {
  const application = checkApplication(loadApplication());
  const contracts = CONTRACTS.flatMap(({ source, module }) => {
    const content = pythonContract(application, source);
    return content === undefined ? [] : [{ file: join(root, source, module), content }];
  });
  return [...contracts, { file: join(root, "docs/configuration.md"), content: configurationReference() }];
}
