import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { waitForEdge } from "@app/local-cloud";
import { Checkout, type Ended, ROOT } from "./checkout";
import { shipped } from "./shipped";

const POLL_MS = 1000;
const START_PATIENCE_MS = 120_000;

/** The shipped application as `npm start` deploys it: made once in a run of all suites, and copied by those that need it. */
const deployed = new Checkout("e2e-deployed", "process");
const outcome = join(deployed.accountFolder, "deployed.json");

/** Gives an account what the deployed one holds, and starts it. */
export async function startDeployed(checkout: Checkout): Promise<void> {
  await checkout.remove();
  await copyDeployed(checkout.accountFolder);
  const cloud = await checkout.start(shipped.dns.domain);
  const answer = await waitForEdge(cloud, "/", START_PATIENCE_MS);
  if (answer instanceof Error || answer.status >= 400)
    throw new Error(`${checkout.name} does not answer after its start`);
}

/** Puts what the deployed account holds into the folder of another one. */
export async function copyDeployed(accountFolder: string): Promise<void> {
  const { status, output } = await deployOnce();
  if (status !== 0) throw new Error(`the account that is copied could not be deployed:\n${output}`);
  // But for its ports, which the next copy would find in use.
  const filter = (file: string) => basename(file) !== "ports.json";
  cpSync(deployed.accountFolder, accountFolder, { recursive: true, filter });
}

/** Whoever makes the folder deploys; everybody else waits for what becomes of it. */
async function deployOnce(): Promise<Ended> {
  mkdirSync(join(ROOT, ".local/cloud"), { recursive: true });
  try {
    mkdirSync(deployed.accountFolder);
  } catch {
    return await made();
  }
  let ended: Ended = { status: 1, output: "it was not tried to the end" };
  try {
    ended = await deployed.script("start");
    await deployed.script("stop");
  } finally {
    writeFileSync(`${outcome}.part`, JSON.stringify(ended));
    renameSync(`${outcome}.part`, outcome);
  }
  return ended;
}

async function made(): Promise<Ended> {
  for (;;) {
    try {
      return JSON.parse(readFileSync(outcome, "utf8")) as Ended;
    } catch {
      await sleep(POLL_MS);
    }
  }
}
