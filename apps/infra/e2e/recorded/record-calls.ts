import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Checkout } from "../checkout";
import { ADMINISTRATOR, DEPLOY_ROLE, PLAN_ROLE, ROLE_VARIABLE } from "../test-role";
import { environments } from "./environments";

/**
 * Deploys as much as one environment can have, plans and makes a change of everything, and destroys it. What the roles may not
 * change, the state bucket and the roles themselves, an administrator does.
 */
async function run(checkout: Checkout): Promise<void> {
  const { dns, services } = environments.load("local");
  await checkout.start(dns.domain);
  const stacks = ["alb", "cluster", "data", "dns", "ecr", "network", ...services.map(({ key }) => `service-${key}`)];
  const steps: readonly [role: string, deploy: "first" | "second", args: readonly string[]][] = [
    [ADMINISTRATOR, "first", ["bootstrap"]],
    [ADMINISTRATOR, "first", ["deploy", "delivery", "--auto-approve"]],
    [DEPLOY_ROLE, "first", ["deploy", "infra", "--auto-approve"]],
    [PLAN_ROLE, "second", ["plan", "infra", "--no-lock"]],
    [ADMINISTRATOR, "second", ["deploy", "delivery", "--auto-approve"]],
    [DEPLOY_ROLE, "second", ["deploy", "infra", "--auto-approve"]],
    [DEPLOY_ROLE, "second", ["destroy", ...stacks, "--auto-approve"]],
  ];
  for (const [role, deploy, args] of steps) {
    const { status } = await checkout.cdktf(args, { [ROLE_VARIABLE]: role, RECORDED_DEPLOY: deploy });
    if (status !== 0) throw new Error(`cdktf ${args.join(" ")} ended with ${status}; nothing was written`);
  }
}

/** Writes the actions that each role called into `calls.json`. */
async function record(): Promise<void> {
  const checkout = new Checkout("record-calls", "process", __dirname, true);
  await checkout.remove();
  try {
    await run(checkout);
    const calls = checkout.calls();
    const actionsOf = (role: string) =>
      [...new Set(calls.filter(({ caller }) => caller === role).map(({ action }) => action))].sort();
    const text = JSON.stringify({ plan: actionsOf(PLAN_ROLE), deploy: actionsOf(DEPLOY_ROLE) }, undefined, 2);
    writeFileSync(join(__dirname, "calls.json"), `${text}\n`);
  } finally {
    await checkout.remove();
  }
}

void record();
