import type { Session } from "../commands/session";
import { remoteReads, type Stack } from "../stacks/stack";
import { TerraformFailure } from "../terraform/diagnostics";
import { type ComingOutputs, withComingOutputs } from "./coming-outputs";
import { StandIns } from "./stand-ins";

/** What Terraform says of an output, or of a whole state, that is not there. */
const MISSING = /does not have an attribute named|Unsupported attribute|Unable to find remote state/;

/**
 * Runs a plan; where it fails because another stack does not publish what this one reads, once more with values that stand for
 * that. For plans that must not depend on it: of a destruction, or to be looked at only.
 */
export async function despiteMissingOutputs<Result>(
  session: Session,
  stack: Stack,
  plan: () => Promise<Result>,
): Promise<Result> {
  try {
    return await plan();
  } catch (error) {
    if (!(error instanceof TerraformFailure && MISSING.test(error.message))) throw error;
    const missing = await missingOutputs(session, stack);
    if (missing.length === 0) throw error;
    session.reporter.stack(stack.id, `${missing.map(textOf).join("; ")}: planned without`);
    return withComingOutputs(stack, missing, plan);
  }
}

async function missingOutputs(session: Session, stack: Stack): Promise<ComingOutputs[]> {
  const standIns = new StandIns();
  const read = session.stacks.filter((other) => other.id !== stack.id && remoteReads(stack, other).length > 0);
  const all = await Promise.all(
    read.map(async (upstream) => {
      const terraform = session.terraform(upstream);
      await terraform.init();
      const outputs = Object.entries(await terraform.outputs()).map(([name, { value }]) => [name, value] as const);
      const names = remoteReads(stack, upstream).flatMap((one) => [...one.outputs]);
      const found = standIns.ofMissing(upstream, Object.fromEntries(outputs), names);
      return outputs.length === 0 || found.changing.size > 0 ? [found] : [];
    }),
  );
  return all.flat();
}

function textOf({ stack, changing }: ComingOutputs): string {
  return changing.size > 0
    ? `${stack.id} does not publish ${[...changing].join(", ")}`
    : `${stack.id} publishes nothing`;
}
