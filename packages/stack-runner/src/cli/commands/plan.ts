import { defineCommand, flag } from "@app/command-line";
import { terminalReview } from "@app/plan-review";
import { type PlanOutcome, plan as planStacks } from "../../commands/plan";
import { findProject } from "../../project/find-project";
import { approvalText, forbiddenText } from "../../review/gates";
import { STATUS_CHANGES, STATUS_FORBIDDEN } from "../exit-codes";
import { ABOUT_STACKS, ENVIRONMENT, LOCKS, PARALLELISM, PLANNING, runOptions, STACKS } from "../options";

const DEFAULT_WIDTH = 120;

export const plan = defineCommand({
  name: "plan",
  summary: "what a deploy would change, reviewed: risk, cost, who reads what changes",
  description: `${ABOUT_STACKS} The exit code is 3 when a gate of the environment forbids it.`,
  takes: STACKS,
  options: {
    ...ENVIRONMENT,
    ...LOCKS,
    ...PARALLELISM,
    ...PLANNING,
    refreshOnly: flag("only what differs between the last apply and reality"),
  },
  examples: ["cdktf plan --env staging", "cdktf plan network dns --env production --detailed-exitcode"],
  run: async (use) => {
    const { refreshOnly, detailedExitcode } = use.options;
    const outcome = await planStacks({ ...runOptions(findProject(), use), refreshOnly });
    print(outcome, refreshOnly);
    if (outcome.gates.forbidden.length > 0) return STATUS_FORBIDDEN;
    return outcome.hasChanges && detailedExitcode ? STATUS_CHANGES : 0;
  },
});

function print({ review, gates, folder, hasChanges, remarks }: PlanOutcome, refreshOnly: boolean): void {
  const colour = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
  console.log(`\n${terminalReview(review, { width: process.stdout.columns ?? DEFAULT_WIDTH, colour })}`);
  for (const violation of gates.forbidden) console.log(`✗ ${forbiddenText(violation)}`);
  for (const violation of gates.needsApproval) console.log(`! ${approvalText(violation)}`);
  for (const remark of remarks) console.log(remark);
  console.log(`\nreview   ${folder}/review.html`);
  if (hasChanges && !refreshOnly) console.log(`apply    cdktf deploy --reviewed ${folder}`);
}
