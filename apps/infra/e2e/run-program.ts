import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What a program printed. @throws with both streams unless it ended well. */
export async function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { ...options, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}
