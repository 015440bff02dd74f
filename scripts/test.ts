import { FailedTests } from "./failed-tests";
import { stream } from "./stream";
import { TestTally } from "./test-tally";

/** `npm test`: everything that can be checked on this machine, each step a turbo run, one total at the end. */
const steps: readonly (readonly string[])[] = [
  ["turbo", "run", "lint", "typecheck", "build", "test", "lint:root", "typecheck:root", "--continue"],
  ["turbo", "run", "e2e", "--concurrency=1", "--continue"],
];

async function main(): Promise<number> {
  const started = Date.now();
  const tally = new TestTally();
  const failures = new FailedTests();
  const failed: string[] = [];
  for (const step of steps) {
    console.log(`\n▶ ${step.join(" ")}`);
    const status = await stream(step, (line) => {
      tally.read(line);
      failures.read(line);
    });
    if (status !== 0) failed.push(step.join(" "));
  }
  const minutes = ((Date.now() - started) / 60_000).toFixed(1);
  if (failed.length > 0) console.log(`\n${failures.report()}\n`);
  for (const step of failed) console.log(`✗ ${step}`);
  console.log(`\n${failed.length === 0 ? "✓ all steps passed" : "✗ failed"} in ${minutes} min`);
  console.log(tally.summary(failed.length));
  return failed.length === 0 ? 0 : 1;
}

main().then((status) => {
  process.exitCode = status;
});
