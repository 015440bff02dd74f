import { infraProject } from "../../src/infra-project";
import { inTestRole } from "../test-role";
import { environments } from "./environments";

export default inTestRole(infraProject({ environments, main: "main.ts" }));
