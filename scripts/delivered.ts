import { deliveryRoles, environmentNames, loadEnvironment } from "@app/config";

/** An environment that workflows deliver, and what they need to know of it. */
interface Delivered {
  readonly environment: string;
  readonly region: string;
  readonly planRoleArn: string;
  readonly deployRoleArn: string;
}

/**
 * `pnpm -s delivered`: the environments that workflows may plan and deploy, as JSON for a matrix. `pnpm -s delivered NAME`:
 * one of them, as lines for GITHUB_OUTPUT.
 */
function main([name]: readonly string[]): number {
  const all = environmentNames().flatMap(delivered);
  if (name === undefined) {
    console.log(JSON.stringify(all));
    return 0;
  }
  const found = all.find(({ environment }) => environment === name);
  if (found === undefined) {
    const names = all.map(({ environment }) => environment).join(", ");
    const remedy = names === "" ? "none has `delivery.github` yet" : `choose one of ${names}`;
    console.error(`there is no environment "${name}" that workflows deliver; ${remedy}`);
    return 2;
  }
  const { environment, region, planRoleArn, deployRoleArn } = found;
  console.log(`name=${environment}\nregion=${region}\nplanRoleArn=${planRoleArn}\ndeployRoleArn=${deployRoleArn}`);
  return 0;
}

function delivered(name: string): Delivered[] {
  const environment = loadEnvironment(name);
  if (environment.delivery.github === undefined) return [];
  return [{ environment: name, region: environment.aws.region, ...deliveryRoles(environment) }];
}

process.exitCode = main(process.argv.slice(2));
