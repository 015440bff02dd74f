import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { askedChanges } from "./changes";

/** Synthesizes as the app does, and then makes the changes of stacks that CHANGES names. */
const { CDKTF_OUTDIR = "" } = process.env;
execFileSync(process.execPath, ["--import", "tsx", join(__dirname, "main.ts")], { stdio: "inherit" });
for (const change of askedChanges(process.env)) {
  if (!("stack" in change)) continue;
  const file = join(CDKTF_OUTDIR, "stacks", `infra-${change.stack}`, "cdk.tf.json");
  writeFileSync(file, JSON.stringify(change.change(JSON.parse(readFileSync(file, "utf8"))), undefined, 2));
}
