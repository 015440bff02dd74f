import type { Environment } from "@app/config";
import { synthesized } from "../src/synthesized-app";
import { deliveryStatements, statementsOf } from "../src/testing/authorization";
import { refusedCalls } from "../src/testing/refused-calls";
import type { RoleInUse } from "../src/testing/role-table";
import type { Account } from "./account";
import type { Checkout } from "./checkout";
import { DEPLOY_ROLE, PLAN_ROLE } from "./test-role";

/** What the roles of delivery would say to what this environment's plans and deploys called. */
export function calledByDelivery(checkout: Checkout, environment: Environment): RoleInUse[] {
  const delivered = { ...environment, delivery: { github: { repository: "team/shop" } } };
  const { plan, deploy } = deliveryStatements(synthesized(delivered).files["infra-delivery"] ?? "");
  const calls = checkout.calls();
  const by = (role: string) => calls.filter(({ caller }) => caller === role);
  return [
    { role: "plan", statements: plan, calls: by(PLAN_ROLE) },
    { role: "deploy", statements: deploy, calls: by(DEPLOY_ROLE) },
  ];
}

/** What the deployed roles of the services' tasks say to what the tasks called. */
export async function calledByTasks(
  checkout: Checkout,
  environment: Environment,
  account: Account,
): Promise<RoleInUse[]> {
  const calls = checkout.calls().filter(({ caller }) => caller.startsWith("arn:"));
  const roles = environment.services.map(async ({ key }) => {
    const { resources } = JSON.parse(await account.state(`service-${key}`)) as StateFile;
    const of = (name: string) => resources.find((one) => one.name === name)?.instances[0]?.attributes;
    const { arn = "" } = of("task") ?? {};
    const { policy } = of("task_policy") ?? {};
    const statements = policy === undefined ? [] : statementsOf(policy);
    return { role: `task of ${key}`, statements, calls: calls.filter(({ caller }) => caller === arn) };
  });
  return Promise.all(roles);
}

interface StateFile {
  readonly resources: readonly {
    readonly name: string;
    readonly instances: readonly { readonly attributes: Readonly<Record<string, string>> }[];
  }[];
}

/** What the roles would have refused. */
export function refusals(called: readonly RoleInUse[]): string[] {
  return called.flatMap(({ role, statements, calls }) =>
    refusedCalls(statements, calls).map((call) => `${role}: ${call}`),
  );
}
