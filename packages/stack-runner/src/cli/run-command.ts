import { terminalReview } from "@app/plan-review";
import { bootstrap } from "../commands/bootstrap";
import { deploy } from "../commands/deploy";
import { destroy } from "../commands/destroy";
import { diff } from "../commands/diff";
import { formatOutputs, output, plainOutputs } from "../commands/output";
import { type PlanOutcome, plan } from "../commands/plan";
import { checkEnvironment } from "../commands/session";
import type { Project } from "../project/project";
import { Reporter } from "../report/reporter";
import { approvalText, forbiddenText } from "../review/gates";
import { Reviewed } from "../review/reviewed";
import { UsageError } from "../runner-error";
import { selectStacks } from "../stacks/select";
import { synthesize } from "../stacks/synthesize";
import type { RunnerCommand } from "./command-line";

const STATUS_CHANGES = 2;
const STATUS_FORBIDDEN = 3;
const DEFAULT_WIDTH = 120;

/** Runs one command and returns its exit code; failures are thrown. */
export async function runCommand(project: Project, line: RunnerCommand): Promise<number> {
  const { command, patterns, autoApprove } = line;
  const environment = line.environment ?? process.env.DEPLOY_ENV ?? project.defaultEnvironment;
  // What a program reads goes to stdout alone.
  const reporter = new Reporter(command === "output" ? (text) => console.error(text) : undefined);
  const options = {
    project,
    environment,
    reporter,
    patterns,
    autoApprove,
    withoutLock: line.withoutLock,
    ...(line.lockTimeout !== undefined && { lockTimeout: line.lockTimeout }),
    ...(line.parallelism !== undefined && { parallelism: line.parallelism }),
  };
  switch (command) {
    case "synth":
      checkEnvironment(project, environment);
      for (const { folder } of selectStacks(await synthesize(project, environment, {}), project.group, patterns)) {
        console.log(`${folder}/cdk.tf.json`);
      }
      return 0;
    case "list":
      checkEnvironment(project, environment);
      for (const stack of selectStacks(await synthesize(project, environment, {}), project.group, patterns)) {
        const { id, dependencies } = stack;
        console.log(dependencies.length > 0 ? `${id} ← ${dependencies.join(", ")}` : id);
      }
      return 0;
    case "bootstrap":
      if (patterns.length > 0) throw new UsageError("bootstrap takes no stacks: it creates the state bucket alone");
      await bootstrap(options);
      return 0;
    case "deploy":
      await deploy({
        ...options,
        approved: line.approved,
        ...(line.reviewed !== undefined && { reviewed: Reviewed.read(line.reviewed) }),
      });
      return 0;
    case "plan":
      return printPlan(await plan({ ...options, refreshOnly: line.refreshOnly }), line);
    case "destroy":
      await destroy(options);
      return 0;
    case "diff": {
      const { hasChanges } = await diff(options);
      return hasChanges && line.detailedExitCode ? STATUS_CHANGES : 0;
    }
    case "output": {
      const outputs = await output(options);
      console.log(line.json ? JSON.stringify(plainOutputs(outputs), undefined, 2) : formatOutputs(outputs));
      return 0;
    }
  }
}

function printPlan({ review, gates, folder, hasChanges, remarks }: PlanOutcome, line: RunnerCommand): number {
  const colour = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
  console.log(`\n${terminalReview(review, { width: process.stdout.columns ?? DEFAULT_WIDTH, colour })}`);
  for (const violation of gates.forbidden) console.log(`✗ ${forbiddenText(violation)}`);
  for (const violation of gates.needsApproval) console.log(`! ${approvalText(violation)}`);
  for (const remark of remarks) console.log(remark);
  console.log(`\nreview   ${folder}/review.html`);
  if (hasChanges && !line.refreshOnly) console.log(`apply    cdktf deploy --reviewed ${folder}`);
  if (gates.forbidden.length > 0) return STATUS_FORBIDDEN;
  return hasChanges && line.detailedExitCode ? STATUS_CHANGES : 0;
}
