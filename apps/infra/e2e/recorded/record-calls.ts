import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ACCESS_KEY_VARIABLE } from "../access-key";
import { readCalls } from "../api-calls";
import { Checkout } from "../checkout";
import { environments } from "./environments";

/** Access keys that stand for the two roles of delivery. The emulated registry gives the first one no push. */
const PLAN = "readonly-plan";
const DEPLOY = "deploy";

/** Deploys as much as one environment can have, plans and makes a change of everything, and destroys it; as the two roles. */
async function run(checkout: Checkout): Promise<void> {
  await checkout.start(environments.load("local").dns.domain);
  const steps: readonly [key: string, deploy: "first" | "second", args: readonly string[]][] = [
    [DEPLOY, "first", ["bootstrap"]],
    [DEPLOY, "first", ["deploy", "infra", "--auto-approve"]],
    [PLAN, "second", ["plan", "infra", "--no-lock"]],
    [DEPLOY, "second", ["deploy", "infra", "--auto-approve"]],
    [DEPLOY, "second", ["destroy", "infra", "--auto-approve"]],
  ];
  for (const [key, deploy, args] of steps) {
    const { status } = await checkout.cdktf(args, { [ACCESS_KEY_VARIABLE]: key, RECORDED_DEPLOY: deploy });
    if (status !== 0) throw new Error(`cdktf ${args.join(" ")} ended with ${status}; nothing was written`);
  }
}

/** Writes the actions that each role called into `calls.json`. */
async function record(): Promise<void> {
  const checkout = new Checkout("record-calls", "process", __dirname);
  await checkout.remove();
  try {
    await run(checkout);
    const calls = readCalls(checkout.callsFile);
    const actionsOf = (key: string) =>
      [...new Set(calls.filter(({ caller }) => caller === key).map(({ action }) => action))].sort();
    const text = JSON.stringify({ plan: actionsOf(PLAN), deploy: actionsOf(DEPLOY) }, undefined, 2);
    writeFileSync(join(__dirname, "calls.json"), `${text}\n`);
  } finally {
    await checkout.remove();
  }
}

void record();
