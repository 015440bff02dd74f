import { CloudError } from "@app/local-cloud";
import { RunnerError } from "@app/stack-runner";
import { ToolchainError } from "@app/terraform-toolchain";

/** Runs a root command; what the user can put right is told without a stack trace. */
export function command(main: () => Promise<void>): void {
  main().catch((error: Error) => {
    const expected = [CloudError, RunnerError, ToolchainError].some((kind) => error instanceof kind);
    console.error(expected && !process.env.DEBUG ? `\n${error.message}` : error);
    process.exitCode = error instanceof RunnerError ? error.exitCode : 1;
  });
}
