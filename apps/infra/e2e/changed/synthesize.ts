import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHANGES, type Change } from "./changes";

/** Synthesizes as the app does, and then makes the change that CHANGE names. */
const { CHANGE, CDKTF_OUTDIR = "" } = process.env;
execFileSync(process.execPath, ["--import", "tsx", join(__dirname, "main.ts")], { stdio: "inherit" });
const change = CHANGES[CHANGE as Change];
if (change && "stack" in change) {
  const file = join(CDKTF_OUTDIR, "stacks", `infra-${change.stack}`, "cdk.tf.json");
  writeFileSync(file, JSON.stringify(change.change(JSON.parse(readFileSync(file, "utf8"))), undefined, 2));
}
