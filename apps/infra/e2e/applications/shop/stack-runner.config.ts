import { infraProject } from "../../../src/infra-project";
import { withAccessKey } from "../../access-key";
import { environments } from "./environments";

export default withAccessKey(infraProject({ environments, main: "main.ts" }));
