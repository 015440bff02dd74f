import { spawn } from "node:child_process";
import { outputFolder, type Project } from "../project/project";
import { Interrupted, RunnerError } from "../runner-error";
import { endsAll } from "../schedule/interruption";
import { makeWritableFolder } from "../writable-folder";
import { readStacks, type Stack } from "./stack";

export interface SynthesizeOptions {
  /** Besides those of this process. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Folder to write into; default: the environment's own. */
  readonly output?: string | undefined;
}

/** Runs the app's own synthesis for an environment and reads what it wrote. */
export async function synthesize(
  project: Project,
  environment: string,
  { variables = {}, output = outputFolder(project, environment) }: SynthesizeOptions = {},
): Promise<Stack[]> {
  makeWritableFolder(output);
  const [program, ...args] = project.synthesize;
  if (program === undefined) throw new RunnerError("the project's description has no command to synthesize");
  const child = spawn(program, args, {
    cwd: project.folder,
    env: { ...process.env, ...variables, DEPLOY_ENV: environment, CDKTF_OUTDIR: output },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: Buffer[] = [];
  for (const pipe of [child.stdout, child.stderr]) pipe.on("data", (data: Buffer) => lines.push(data));
  const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (...ended) => resolve(ended));
  });
  if (endsAll(signal)) throw new Interrupted();
  if (status !== 0) throw new SynthesisError(status ?? 1, Buffer.concat(lines).toString("utf8").trim());
  return readStacks(output);
}

/** The app refused its configuration: its own words and exit code. */
class SynthesisError extends RunnerError {
  constructor(exitCode: number, output: string) {
    super(output === "" ? `synthesis ended with exit code ${exitCode}` : output, { exitCode });
  }
}
