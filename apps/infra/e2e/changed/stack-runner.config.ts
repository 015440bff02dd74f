import { infraProject } from "../../src/infra-project";

export default infraProject({ main: "synthesize.ts" });
