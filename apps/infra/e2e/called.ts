import type { Environment } from "@app/config";
import type { RecordedCall } from "@app/local-cloud";
import { synthesized } from "../src/synthesized-app";
import { allowedActions, deliveryStatements, type Statement, statementsOf } from "../src/testing/authorization";
import { refusedCalls } from "../src/testing/refused-calls";
import type { Account } from "./account";
import type { Checkout } from "./checkout";
import { DEPLOY_ROLE, PLAN_ROLE } from "./test-role";

/** A role, what it allows, and what was called with its credentials. */
interface Called {
  readonly role: string;
  readonly statements: readonly Statement[];
  readonly calls: readonly RecordedCall[];
}

/** What the roles of delivery would say to what this environment's plans and deploys called. */
export function calledByDelivery(checkout: Checkout, environment: Environment): Called[] {
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
export async function calledByTasks(checkout: Checkout, environment: Environment, account: Account): Promise<Called[]> {
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

/** Prints for each role how much of it was used, and returns what it would have been refused. */
export function refusals(called: readonly Called[]): string[] {
  const rows = called.map(({ role, statements, calls }) => {
    const allowed = allowedActions(statements);
    const used = new Set(calls.map(({ action }) => action));
    const unused = allowed.filter((action) => !used.has(action));
    const refused = refusedCalls(statements, calls);
    process.stdout.write(
      `${role.padEnd(18)} ${used.size} actions called, ${allowed.length} allowed, ${unused.length} of them unused, ${refused.length} refused${role.startsWith("task") && unused.length > 0 ? `; unused: ${unused.join(", ")}` : ""}\n`,
    );
    return refused.map((call) => `${role}: ${call}`);
  });
  return rows.flat();
}
