import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RunnerError } from "../runner-error";
import { readConfiguration, type Stack, type StackConfiguration } from "../stacks/stack";
import { BACKEND_OVERRIDE, type StackTerraform } from "../terraform/stack-terraform";
import { changeText } from "../terraform/ui-events";
import { inSession, type Session, type SessionOptions } from "./session";

/**
 * Creates the bucket that holds every state, and moves its own state into it. Once per account: where that is done,
 * nothing happens, and a deploy of the group keeps the bucket up to date. A run that was cut short is taken up again.
 */
export async function bootstrap(options: SessionOptions): Promise<void> {
  await inSession(
    options,
    async (session) => {
      const stack = session.stacks.find(({ id }) => id === session.project.stateStack);
      if (!stack) throw new RunnerError(`no stack is called "${session.project.stateStack}"`);
      const { project, environment, variables, reporter } = session;
      await project.prepareAccount?.({ environment, variables, onProgress: (line) => reporter.line(line) });
      const terraform = session.terraform(stack);
      // A state on disk: an earlier run ended before it could move that into the bucket.
      if (existsSync(localState(stack)) || (await bucketIsMissing(terraform))) {
        await createWithLocalState(session, stack, terraform);
      } else if ((await terraform.state()) === undefined) {
        await adoptBucket(session, stack, terraform);
      }
      session.reporter.stack(stack.id, "✓ the state bucket is ready");
    },
    { plans: false },
  );
}

async function bucketIsMissing(terraform: StackTerraform): Promise<boolean> {
  try {
    await terraform.init();
    await terraform.state();
    return false;
  } catch (error) {
    if (/does not exist|NoSuchBucket/.test((error as Error).message)) return true;
    throw error;
  }
}

/** The bucket cannot hold the state of its own creation: Terraform keeps that beside the stack until the bucket is there. */
async function createWithLocalState(session: Session, stack: Stack, terraform: StackTerraform): Promise<void> {
  const override = join(stack.folder, BACKEND_OVERRIDE);
  writeFileSync(override, JSON.stringify({ terraform: { backend: { local: {} } } }));
  try {
    await terraform.initBackend(["-reconfigure"]);
    await applyChanges(session, terraform);
  } finally {
    rmSync(override, { force: true });
  }
  await terraform.initBackend(["-migrate-state", "-force-copy"]);
  for (const file of [localState(stack), `${localState(stack)}.backup`]) rmSync(file, { force: true });
}

function localState({ folder }: Stack): string {
  return join(folder, "terraform.tfstate");
}

/** A bucket without a state in it: an earlier run ended between creating the one and moving the other. */
async function adoptBucket(session: Session, stack: Stack, terraform: StackTerraform): Promise<void> {
  const { address, bucket } = stateBucket(readConfiguration(stack));
  session.reporter.stack(stack.id, `the bucket ${bucket} exists without a state: importing it as ${address}`);
  await terraform.import(address, bucket);
  await applyChanges(session, terraform);
}

function stateBucket({ terraform, resource }: StackConfiguration): { address: string; bucket: string } {
  const bucket = terraform.backend?.s3?.bucket;
  for (const [name, { bucket: candidate }] of Object.entries(resource?.aws_s3_bucket ?? {})) {
    if (candidate === bucket && typeof bucket === "string") return { address: `aws_s3_bucket.${name}`, bucket };
  }
  throw new RunnerError("the state stack has no aws_s3_bucket with the name of its own backend's bucket");
}

async function applyChanges({ reporter }: Session, terraform: StackTerraform): Promise<void> {
  const { id } = terraform.stack;
  const { hasChanges, changes } = await terraform.plan();
  if (!hasChanges) return reporter.stack(id, "no changes");
  reporter.stack(id, changeText(changes));
  await terraform.apply(() => undefined);
}
