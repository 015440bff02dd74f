import { infraProject } from "../../../src/infra-project";
import { withAccessKey } from "../../access-key";
import { environments } from "./environments";

/** The emulated registry gives an access key that begins with `readonly` no push. */
export default withAccessKey(infraProject({ environments, main: "main.ts" }));
