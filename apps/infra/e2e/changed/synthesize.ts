import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHANGES, type Change } from "./changes";

/** Synthesizes as the app does, and then makes the change that CHANGE names. */
const { CHANGE = "", CDKTF_OUTDIR = "" } = process.env;
execFileSync(process.execPath, ["--import", "tsx", "src/main.ts"], { cwd: join(__dirname, "../.."), stdio: "inherit" });
if (CHANGE !== "") {
  const { stack, change } = CHANGES[CHANGE as Change];
  const file = join(CDKTF_OUTDIR, "stacks", `infra-${stack}`, "cdk.tf.json");
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, "utf8"))), undefined, 2));
}
