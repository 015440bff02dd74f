import type { ProjectDescription } from "@app/stack-runner";

/** Names the role in which a checkout's `cdktf` asks the emulated account. */
export const ROLE_VARIABLE = "TEST_ROLE";

/** The two roles of delivery. The emulated registry gives what begins with `readonly` no push. */
export const PLAN_ROLE = "readonly-plan";
export const DEPLOY_ROLE = "deploy";
/** Who does what these may not. */
export const ADMINISTRATOR = "administrator";

/** The project, used in the role that a test names: it stands in front of the account's access key. */
export function inTestRole(project: ProjectDescription): ProjectDescription {
  return {
    ...project,
    environmentVariables: async (name, onProgress) => {
      const variables = await project.environmentVariables?.(name, onProgress);
      const role = process.env[ROLE_VARIABLE];
      return { ...variables, ...(role && { AWS_ACCESS_KEY_ID: `${role}-${variables?.AWS_ACCESS_KEY_ID}` }) };
    },
  };
}
