import { infraProject } from "../../../src/infra-project";
import { environments } from "./environments";

const project = infraProject({ environments, main: "main.ts" });

/** In the role that the test names; the emulated registry gives a key that begins with `readonly` no push. */
export default {
  ...project,
  environmentVariables: async (name: string, onProgress: (line: string) => void) => {
    const variables = await project.environmentVariables?.(name, onProgress);
    const { TEST_ROLE: role } = process.env;
    return { ...variables, ...(role && { AWS_ACCESS_KEY_ID: `${role}-${variables?.AWS_ACCESS_KEY_ID}` }) };
  },
};
