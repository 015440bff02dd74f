import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ACCESS_KEY_VARIABLE } from "../access-key";
import { Checkout } from "../checkout";
import { environments } from "./environments";

/** Writes down what a first deploy, a plan, a second deploy and a destroy call, and what the tasks do. */
async function record(checkout: Checkout): Promise<void> {
  const { dns } = environments.load("local");
  await checkout.remove();
  try {
    await checkout.start(dns.domain);
    const as = (key: string, args: readonly string[], deploy: "first" | "second") =>
      checkout.cdktf(args, { [ACCESS_KEY_VARIABLE]: key, RECORDED_DEPLOY: deploy });
    const steps = [
      () => as("deployer", ["bootstrap"], "first"),
      () => as("deployer", ["deploy", "infra", "--auto-approve"], "first"),
      () => as("readonly-planner", ["plan", "infra", "--no-lock"], "second"),
      () => as("deployer", ["deploy", "infra", "--auto-approve"], "second"),
      () => as("deployer", ["destroy", "infra", "--auto-approve"], "second"),
    ];
    for (const step of steps) {
      const { status } = await step();
      if (status !== 0) process.exitCode = 1;
      copyFileSync(checkout.callsFile, "/tmp/every-calls.jsonl");
    }
  } finally {
    await checkout.remove();
  }
}

void record(new Checkout("record-calls", "process", __dirname));
