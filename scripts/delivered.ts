import { defineCommand } from "@app/command-line";
import { deliveryRoles, environmentNames, loadEnvironment } from "@app/config";
import { UserError } from "@app/user-error";
import { runScript } from "./command";

/** An environment that workflows deliver, and what they need to know of it. */
interface Delivered {
  readonly environment: string;
  readonly region: string;
  readonly planRoleArn: string;
  readonly deployRoleArn: string;
}

export const delivered = defineCommand({
  name: "delivered",
  summary: "the environments that workflows may plan and deploy, as JSON for a matrix",
  description: "Of one ENVIRONMENT: its region and roles, as lines for GITHUB_OUTPUT.",
  takes: "ENVIRONMENT",
  options: {},
  examples: ["pnpm -s delivered", "pnpm -s delivered production"],
  run: async ({ arguments: [name] }) => {
    const all = environmentNames().flatMap(roles);
    console.log(name === undefined ? JSON.stringify(all) : lines(all, name));
    return 0;
  },
});

/** @throws UserError where workflows do not deliver an environment of that name. */
function lines(all: readonly Delivered[], name: string): string {
  const found = all.find(({ environment }) => environment === name);
  if (found === undefined) {
    const names = all.map(({ environment }) => environment).join(", ");
    const remedy = names === "" ? "none has `delivery.github` yet" : `choose one of ${names}`;
    throw new UserError(`there is no environment "${name}" that workflows deliver; ${remedy}`);
  }
  const { environment, region, planRoleArn, deployRoleArn } = found;
  return `name=${environment}\nregion=${region}\nplanRoleArn=${planRoleArn}\ndeployRoleArn=${deployRoleArn}`;
}

function roles(name: string): Delivered[] {
  const environment = loadEnvironment(name);
  if (environment.delivery.github === undefined) return [];
  return [{ environment: name, region: environment.aws.region, ...deliveryRoles(environment) }];
}

runScript(module, delivered);
