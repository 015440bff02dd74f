import { infraProject } from "../../../src/infra-project";
import { environments } from "./environments";

const project = infraProject({ environments, main: "main.ts" });

/** As the role whose access key the test names; the emulated registry gives a key that begins with `readonly` no push. */
export default {
  ...project,
  environmentVariables: async (name: string, onProgress: (line: string) => void) => {
    const variables = await project.environmentVariables?.(name, onProgress);
    const { TEST_ACCESS_KEY: AWS_ACCESS_KEY_ID } = process.env;
    return { ...variables, ...(AWS_ACCESS_KEY_ID && { AWS_ACCESS_KEY_ID }) };
  },
};
