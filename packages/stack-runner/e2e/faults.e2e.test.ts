import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, isRunning } from "@app/processes";
import { FixtureApp, type FixtureStacks, held, recorded } from "./fixture-app";
import { HttpStates } from "./http-states";
import { SmallDisk, whereDisksCanBeMounted } from "./small-disk";

/** At more moments by hand: `KILLS=50 pnpm e2e faults`. */
const KILLS = Number(process.env.KILLS ?? 5);
const SEED = Number(process.env.SEED ?? 1);

let app: FixtureApp;
afterEach(() => app.stop());

const STACKS: FixtureStacks = {
  "app-a": { resources: { quick: recorded("quick"), slow: { ...held("slow"), dependsOn: ["quick"] } } },
  "app-b": { reads: ["app-a"], resources: { b: recorded("b") } },
};

/** What must hold after every fault and the run after it. */
async function expectConverged(): Promise<void> {
  const { status, text } = await app.run("deploy", "--auto-approve");
  expect(text).toMatch(/app-a +✓ no changes/);
  expect(text).toMatch(/app-b +✓ no changes/);
  expect(status).toBe(0);
  expectNothingLeft();
  expectCreatedOnce();
}

/** Nothing exists outside of a state: the next run would have created it again. */
function expectCreatedOnce(): void {
  const created = app.events().filter((event) => event.startsWith("created"));
  expect(created.sort()).toEqual(["created b", "created quick", "created slow"]);
}

function expectNothingLeft(): void {
  expect(app.terraforms()).toEqual([]);
  expect(readdirSync(join(app.outputFolder(), "running"))).toEqual([]);
  for (const stack of Object.keys(STACKS)) expect(existsSync(app.lockFile(stack))).toBe(false);
}

async function startedApply() {
  app = new FixtureApp(STACKS);
  const runner = app.start("deploy", "--auto-approve");
  await runner.until(() => app.events().includes("creating slow"), "creating slow");
  return runner;
}

it("a runner that is killed in an apply: Terraform ends it, and the next run waits for that", async () => {
  const runner = await startedApply();
  const terraform = identify(app.terraforms()[0] ?? 0);

  await runner.kill();
  const next = app.start("deploy", "--auto-approve");
  await next.untilPrinted(/app-a +the run that began its apply was killed; Terraform \(process \d+, since /);
  expect(isRunning(terraform)).toBe(true);
  app.letGo("slow");

  const { status, text } = await next.result;
  expect(text).toMatch(/the apply that a killed run began has ended; its last words: \S/);
  expect(text).toMatch(/app-a +✓ no changes/);
  expect(text).toMatch(/app-b +✓ applied: 1 to add/);
  expect(status).toBe(0);
  expect(isRunning(terraform)).toBe(false);
  await expectConverged();
});

it("a next run that does not want to wait leaves the Terraform of the killed one alone", async () => {
  const runner = await startedApply();
  await runner.kill();
  const next = app.start("deploy", "--auto-approve");
  await next.untilPrinted(/was killed; Terraform/);

  next.signalGroup("SIGINT");

  const { status, text } = await next.result;
  expect(text).toMatch(/interrupted; process \d+ goes on with the apply of app-a/);
  expect(status).toBe(130);
  app.letGo("slow");
  await app.run("deploy", "--auto-approve");
  await expectConverged();
});

it("a shell that is killed above the runner, as by a SIGTERM to npm alone: it ends as at Ctrl-C", async () => {
  app = new FixtureApp(STACKS);
  const script = `${process.execPath} ${join(__dirname, "../bin/cdktf.cjs")} deploy --auto-approve; true`;
  const env = { ...app.environment, npm_lifecycle_event: "cdktf" };
  const shell = spawn("sh", ["-c", script], { cwd: app.root, env, stdio: ["ignore", "pipe", "ignore"] });
  shell.stdout.resume();
  await eventually(() => app.events().includes("creating slow"));
  const terraform = identify(app.terraforms()[0] ?? 0);

  shell.kill("SIGTERM");

  // Closed by the runner, who has it from the shell: by then it has ended as well.
  await once(shell, "close");
  expect(isRunning(terraform)).toBe(false);
  expect(app.stateAddresses("app-a")).toEqual(["terraform_data.quick", "terraform_data.slow (tainted)"]);
  expectNothingLeft();
});

it("a log that cannot be written any more: the apply comes to its end, and says so once", async () => {
  const runner = await startedApply();
  const logs = join(app.outputFolder(), "logs");

  rmSync(logs, { recursive: true });
  writeFileSync(logs, "");
  app.letGo("slow");

  const { status, text } = await runner.result;
  expect(
    text.match(/logs\/app-a\.log: cannot be written \((EEXIST|ENOTDIR)\); the run goes on without its log/g),
  ).toHaveLength(1);
  expect(status).toBe(0);
  rmSync(logs);
  await expectConverged();
});

it("a folder of running Terraforms that is removed: the apply comes to its end", async () => {
  const runner = await startedApply();

  // What is written there just now is removed at the next attempt.
  rmSync(join(app.outputFolder(), "running"), { recursive: true, maxRetries: 3 });
  app.letGo("slow");

  expect((await runner.result).status).toBe(0);
  await expectConverged();
});

it("a Terraform that is killed is told by its signal, with what became of the lock", async () => {
  const runner = await startedApply();
  const [terraform = 0] = app.terraforms();

  process.kill(terraform, "SIGKILL");

  const { status, text } = await runner.result;
  expect(text).toContain(
    "terraform apply was killed by signal 9 (out of memory?); what it was about to create may exist and not be in its state; no lock is left",
  );
  expect(text).toMatch(/app-b +· not started: a stack that it waits for failed/);
  expect(status).toBe(1);
  expect(app.terraforms()).toEqual([]);
  app.letGo("slow");
  expect((await app.run("deploy", "--auto-approve")).status).toBe(0);
  expect(app.stateAddresses("app-b")).toEqual(["terraform_data.b"]);
});

it("outputs can be read while a deploy runs, and change nothing for it", async () => {
  const runner = await startedApply();

  const { status, stdout, text } = await app.run("output", "a");

  expect(stdout).toBe("app-a\n  no outputs: not deployed, or it publishes none\n");
  expect(text).not.toContain("another run");
  expect(status).toBe(0);
  app.letGo("slow");
  expect((await runner.result).status).toBe(0);
  await expectConverged();
});

describe("a backend that does not answer any more in an apply", () => {
  let states: HttpStates;
  beforeEach(async () => {
    states = await HttpStates.start();
  });
  afterEach(() => states.stop());

  it("leaves a state that no later run passes over; `cdktf recover` saves it", async () => {
    app = new FixtureApp(STACKS, (environment, stack) => ({ http: states.backend(`${environment}/${stack}`) }));
    const runner = app.start("deploy", "--auto-approve");
    await runner.until(() => app.events().includes("creating slow"), "creating slow");

    states.answers = false;
    app.letGo("slow");

    const failed = await runner.result;
    expect(failed.text).toContain("`cdktf recover app-a --env local` saves it, as soon as the backend answers");
    expect(failed.status).toBe(1);
    states.answers = true;
    for (const command of [["deploy", "--auto-approve"], ["plan"], ["destroy", "--auto-approve"]]) {
      const { text, status } = await app.run(...command);
      expect(text).toMatch(
        /app-a: \S+errored\.tfstate holds a state that could not be saved; `cdktf recover app-a --env local`/,
      );
      expect(status).toBe(1);
    }
    expect((await app.run("recover")).text).toMatch(/app-a +✓ its state is saved/);
    expect((await app.run("deploy", "--auto-approve")).status).toBe(0);
    await expectConverged();
  });
});

describe("a disk of its own for what the runner writes", () => {
  const onSmallDisk = whereDisksCanBeMounted();
  let disk: SmallDisk;
  afterEach(() => disk.unmount());

  onSmallDisk(
    "that is full in an apply: Terraform ends it and saves its state, and the next run converges",
    async () => {
      app = new FixtureApp(STACKS);
      disk = SmallDisk.mount(app.outputFolder(), "size=80m");
      const runner = app.start("deploy", "--auto-approve");
      await runner.until(() => app.events().includes("creating slow"), "creating slow");

      disk.fill();
      app.letGo("slow");

      const { status, text } = await runner.result;
      expect(text).toMatch(/app-a +✓ applied: 2 to add/);
      expect(app.stateAddresses("app-a")).toEqual(["terraform_data.quick", "terraform_data.slow"]);
      // Whatever is the first thing for which nothing is left.
      expect(text).toMatch(/app-b +✗ failed: .*(no space left on device|ENOSPC)/);
      expect(status).toBe(1);
      expectNothingLeft();

      const full = await app.run("deploy", "--auto-approve");
      expect(full.text).toMatch(/local: 0 MiB are free on this disk, and a run needs 64; free some first/);
      expect(full.status).toBe(1);
      disk.free();
      expect((await app.run("deploy", "--auto-approve")).status).toBe(0);
      await expectConverged();
    },
  );

  onSmallDisk("that may only be read is told at once, without a stack trace, and nothing is deployed", async () => {
    app = new FixtureApp(STACKS);
    disk = SmallDisk.mount(app.outputFolder(), "ro");

    for (const command of [["deploy", "--auto-approve"], ["synth"], ["output"]]) {
      const { status, text } = await app.run(...command);
      expect(text).toMatch(
        /^\S+cdktf\.out\/local\S*: cannot be written \(EROFS\); this writes there whatever it does: work in a checkout that you may write to\n$/,
      );
      expect(status).toBe(1);
    }
    expect(app.events()).toEqual([]);
  });
});

it(`a runner that is killed at ${KILLS} moments of a deploy loses nothing (seed ${SEED})`, async () => {
  const random = generator(SEED);
  for (let round = 0; round < KILLS; round++) {
    app = new FixtureApp(STACKS);
    app.letGo("slow");
    const runner = app.start("deploy", "--auto-approve");
    const moment = Math.floor(random() * 12);
    await runner.untilLines(moment);
    await runner.kill();
    expect((await app.run("deploy", "--auto-approve")).status).toBe(0);
    expectNothingLeft();
    expectCreatedOnce();
    if (round + 1 < KILLS) await app.stop();
  }
});

/** Numbers from 0 to 1, the same for the same seed: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(25);
}
