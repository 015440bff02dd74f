import { defineCommand } from "@app/command-line";
import { runScript } from "./command";
import { FailedTests } from "./failed-tests";
import { stream } from "./stream";
import { TestTally } from "./test-tally";

/** Each a turbo run. The end-to-end tests wait more than they work: those of all packages run side by side. */
const steps: readonly (readonly string[])[] = [
  ["turbo", "run", "lint", "typecheck", "build", "test", "lint:root", "typecheck:root", "test:root", "--continue"],
  ["turbo", "run", "e2e", "--continue"],
];

export const test = defineCommand({
  name: "test",
  summary: "check everything that can be checked on this machine",
  description:
    "What needs a Docker engine or a browser is skipped where there is none, and says so. One total at the end.",
  options: {},
  examples: ["npm test", "CHROME_PATH=/usr/bin/chromium npm test"],
  run: runAll,
});

async function runAll(): Promise<number> {
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

runScript(module, test);
