import { infraProject } from "../../../src/infra-project";
import { inTestRole } from "../../test-role";
import { environments } from "./environments";

/** The emulated registry gives an access key that begins with `readonly` no push. */
export default inTestRole(infraProject({ environments, main: "main.ts" }));
