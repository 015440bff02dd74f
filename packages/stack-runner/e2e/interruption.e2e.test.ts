import { existsSync } from "node:fs";
import { FixtureApp, type FixtureStacks, recorded } from "./fixture-app";

let app: FixtureApp;
afterEach(() => app.stop());

/** In `app-a` one resource is quickly there, one takes long, and one comes after that. */
function stacks(seconds: number): FixtureStacks {
  return {
    "app-a": {
      resources: {
        quick: recorded("quick"),
        slow: { ...recorded("slow", seconds), dependsOn: ["quick"] },
        later: { ...recorded("later"), dependsOn: ["slow"] },
      },
    },
    "app-b": { resources: { b: recorded("b") } },
    "app-c": { reads: ["app-a"], resources: { c: recorded("c") } },
  };
}

const isUnderWay = () => app.events().includes("creating slow");

describe("an apply that is interrupted", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "by %s keeps what was created in its state, releases the lock and says what is left",
    async (signal) => {
      app = new FixtureApp(stacks(60));
      const runner = app.start("deploy", "--auto-approve");
      await runner.until(isUnderWay, "creating slow");
      await runner.untilPrinted(/app-b +✓ applied/);

      runner.signalGroup(signal);

      const { status, text } = await runner.result;
      expect(status).toBe(130);
      expect(text).toContain("interrupted: waiting for 1 Terraform to finish what is under way");
      expect(text).toMatch(/app-a +✗ failed: interrupted; its state holds what was done/);
      expect(text).toMatch(/app-b +✓ applied: 1 to add/);
      expect(text).toMatch(/app-c +· not started: interrupted before its turn/);
      expect(text).toContain("interrupted: 1 done, 1 cut short, 1 not started; run it again to go on");
      expect(app.stateAddresses("app-a")).toEqual(["terraform_data.quick", "terraform_data.slow (tainted)"]);
      expect(app.stateAddresses("app-c")).toBeUndefined();
      expect(existsSync(app.lockFile("app-a"))).toBe(false);
    },
  );

  it("goes on where it ended when it is run again", async () => {
    app = new FixtureApp(stacks(60));
    const runner = app.start("deploy", "--auto-approve");
    await runner.until(isUnderWay, "creating slow");
    await runner.untilPrinted(/app-b +✓ applied/);
    runner.signalGroup("SIGINT");
    await runner.result;
    app.describe(stacks(0));

    const { status, text } = await app.run("deploy", "--auto-approve");

    expect(text).toMatch(/app-b +✓ no changes/);
    expect(status).toBe(0);
    expect(app.events().filter((event) => event === "created quick")).toHaveLength(1);
    expect(app.stateAddresses("app-a")).toEqual([
      "terraform_data.later",
      "terraform_data.quick",
      "terraform_data.slow",
    ]);
  });
});

it("a destruction that is interrupted keeps the rest in its state and leaves no lock", async () => {
  app = new FixtureApp({
    "app-a": { resources: { slow: { destroy: 'echo "destroying slow" >> "$EVENTS"; sleep 60' } } },
    "app-b": { reads: ["app-a"], resources: { b: recorded("b") } },
  });
  await app.run("deploy", "--auto-approve");
  const runner = app.start("destroy", "--auto-approve");
  await runner.until(() => app.events().includes("destroying slow"), "destroying slow");

  runner.signalGroup("SIGINT");

  expect((await runner.result).status).toBe(130);
  expect(app.stateAddresses("app-a")).toHaveLength(1);
  expect(app.stateAddresses("app-b")).toEqual([]);
  expect(existsSync(app.lockFile("app-a"))).toBe(false);
});

it("an interruption while the app synthesizes does nothing", async () => {
  app = new FixtureApp(stacks(0));
  app.beforeSynthesis(`require("node:child_process").execSync("sleep 60");`);
  const runner = app.start("deploy", "--auto-approve");
  await runner.untilPrinted(/synthesizing/);

  runner.signalGroup("SIGINT");

  const { status, text } = await runner.result;
  expect(status).toBe(130);
  expect(text).toContain("interrupted before it was done; run it again to go on");
  expect(app.events()).toEqual([]);
});

const NOT_DONE = "interrupted before it was done; run it again to go on";

it.each([
  ["deploy --auto-approve", NOT_DONE],
  ["lock", NOT_DONE],
  ["output", "interrupted before it was done"],
])("a synthesis that Ctrl-C has ended before it reached the runner ends `%s` in good order", async (command, said) => {
  app = new FixtureApp(stacks(0));
  app.beforeSynthesis(
    `process.kill(process.pid, "SIGINT"); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
  );
  const { status, text } = await app.run(...command.split(" "));

  expect(text).toContain(said);
  expect(status).toBe(130);
  expect(app.events()).toEqual([]);
});

it("an apply whose output nobody reads any more comes to its end", async () => {
  app = new FixtureApp(stacks(1));
  const runner = app.start("deploy", "--auto-approve");
  await runner.until(isUnderWay, "creating slow");

  runner.closeOutput();

  expect((await runner.result).status).toBe(0);
  expect(app.stateAddresses("app-c")).toEqual(["terraform_data.c"]);
});
