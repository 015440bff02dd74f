import { join } from "node:path";
import project from "../../stack-runner.config";

export default { ...project, synthesize: [process.execPath, "--import", "tsx", join(__dirname, "synthesize.ts")] };
