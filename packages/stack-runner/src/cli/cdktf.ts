import type { Program } from "@app/command-line";
import { bootstrap } from "./commands/bootstrap";
import { deploy } from "./commands/deploy";
import { destroy } from "./commands/destroy";
import { diff } from "./commands/diff";
import { list } from "./commands/list";
import { lock } from "./commands/lock";
import { output } from "./commands/output";
import { plan } from "./commands/plan";
import { recover } from "./commands/recover";
import { synth } from "./commands/synth";
import { unlock } from "./commands/unlock";

/** What cdktf-cli 0.21 has besides; it takes them as they are. */
const OF_CDKTF_CLI = ["init", "get", "convert", "login", "watch", "debug", "provider", "completion", "--version"];

/** The checkout's `cdktf`. */
export const cdktf: Program = {
  name: "cdktf",
  commands: [synth, list, bootstrap, plan, diff, deploy, destroy, output, unlock, recover, lock],
  footer: `Exit codes: 0 done · 1 failed · 2 used wrongly (plan and diff with
--detailed-exitcode: changes) · 3 a gate forbids the plan · 130 interrupted.
cdktf-cli has ${OF_CDKTF_CLI.slice(0, -1).join(", ")}: they go to it.`,
};

export function belongsToCdktfCli([name = ""]: readonly string[]): boolean {
  return OF_CDKTF_CLI.includes(name);
}
