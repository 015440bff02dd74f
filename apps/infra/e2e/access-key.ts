import type { ProjectDescription } from "@app/stack-runner";

/** Names the access key that a checkout's `cdktf` shall use instead of the emulator's usual one. */
export const ACCESS_KEY_VARIABLE = "TEST_ACCESS_KEY";

/** Access keys that stand for the two roles of delivery. The emulated registry gives the first one no push. */
export const PLAN_KEY = "readonly-plan";
export const DEPLOY_KEY = "deploy";

/** The project, used with the access key that a test names; it stands for a role. */
export function withAccessKey(project: ProjectDescription): ProjectDescription {
  return {
    ...project,
    environmentVariables: async (name, onProgress) => {
      const variables = await project.environmentVariables?.(name, onProgress);
      const AWS_ACCESS_KEY_ID = process.env[ACCESS_KEY_VARIABLE];
      return { ...variables, ...(AWS_ACCESS_KEY_ID && { AWS_ACCESS_KEY_ID }) };
    },
  };
}
