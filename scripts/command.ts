import { reportFailure } from "@app/stack-runner";

/** Runs a root command; what the user can put right is told without a stack trace. */
export function command(main: () => Promise<void>): void {
  main().catch(reportFailure);
}
