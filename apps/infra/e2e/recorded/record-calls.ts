import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ACCESS_KEY_VARIABLE, DEPLOY_KEY, PLAN_KEY } from "../access-key";
import { readCalls } from "../api-calls";
import { Checkout } from "../checkout";
import { environments } from "./environments";

/** Access key of whoever does what the roles may not. */
const ADMINISTRATOR = "administrator";

/**
 * Deploys as much as one environment can have, plans and makes a change of everything, and destroys it. What the roles may not
 * change, the state bucket and the roles themselves, an administrator does.
 */
async function run(checkout: Checkout): Promise<void> {
  const { dns, services } = environments.load("local");
  await checkout.start(dns.domain);
  const stacks = ["alb", "cluster", "data", "dns", "ecr", "network", ...services.map(({ key }) => `service-${key}`)];
  const steps: readonly [key: string, deploy: "first" | "second", args: readonly string[]][] = [
    [ADMINISTRATOR, "first", ["bootstrap"]],
    [ADMINISTRATOR, "first", ["deploy", "delivery", "--auto-approve"]],
    [DEPLOY_KEY, "first", ["deploy", "infra", "--auto-approve"]],
    [PLAN_KEY, "second", ["plan", "infra", "--no-lock"]],
    [ADMINISTRATOR, "second", ["deploy", "delivery", "--auto-approve"]],
    [DEPLOY_KEY, "second", ["deploy", "infra", "--auto-approve"]],
    [DEPLOY_KEY, "second", ["destroy", ...stacks, "--auto-approve"]],
  ];
  for (const [key, deploy, args] of steps) {
    const { status } = await checkout.cdktf(args, { [ACCESS_KEY_VARIABLE]: key, RECORDED_DEPLOY: deploy });
    if (status !== 0) throw new Error(`cdktf ${args.join(" ")} ended with ${status}; nothing was written`);
  }
}

/** Writes the actions that each role called into `calls.json`. */
async function record(): Promise<void> {
  const checkout = new Checkout("record-calls", "process", __dirname, true);
  await checkout.remove();
  try {
    await run(checkout);
    const calls = readCalls(checkout.callsFile);
    const actionsOf = (key: string) =>
      [...new Set(calls.filter(({ caller }) => caller === key).map(({ action }) => action))].sort();
    const text = JSON.stringify({ plan: actionsOf(PLAN_KEY), deploy: actionsOf(DEPLOY_KEY) }, undefined, 2);
    writeFileSync(join(__dirname, "calls.json"), `${text}\n`);
  } finally {
    await checkout.remove();
  }
}

void record();
