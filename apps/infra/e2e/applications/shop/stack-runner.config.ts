import { infraProject } from "../../../src/infra-project";
import { environments } from "./environments";

export default infraProject({ environments, main: "main.ts" });
