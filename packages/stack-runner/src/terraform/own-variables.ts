/** Variables with which Terraform means something else by the same command: https://developer.hashicorp.com/terraform/cli/config/environment-variables */
const MISLEADING = /^(TF_WORKSPACE|TF_DATA_DIR|TF_CLI_ARGS(_.*)?)$/;

/** Names of the variables that Terraform must not see, of those that the shell has. */
export function misleadingVariables(environment: NodeJS.ProcessEnv): string[] {
  return Object.keys(environment)
    .filter((name) => MISLEADING.test(name) && environment[name] !== "")
    .sort();
}

/** The variables of the shell, without those that would make a plan mean something else. */
export function ownVariables(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !MISLEADING.test(name)));
}
