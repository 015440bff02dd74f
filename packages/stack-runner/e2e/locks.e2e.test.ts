import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { hostname, userInfo } from "node:os";
import { FixtureApp, held, recorded } from "./fixture-app";

let app: FixtureApp;
afterEach(() => app.stop());

describe("a state that somebody else has locked", () => {
  let terraform: ChildProcess | undefined;
  afterEach(async () => {
    if (terraform?.exitCode !== null) return;
    terraform.kill("SIGINT");
    await once(terraform, "close");
  });

  it("is left alone; the message says who holds the lock, since when, and what to do", async () => {
    app = new FixtureApp({ "app-a": { resources: { a: {} } }, "app-b": { resources: { b: {} } } });
    await app.run("deploy", "--auto-approve");
    app.describe({ "app-a": { resources: { a: {}, slow: recorded("slow", 60) } }, "app-b": { resources: { b: {} } } });
    await app.run("synth");
    terraform = spawn("terraform", ["apply", "-auto-approve"], {
      cwd: app.stackFolder("app-a"),
      env: app.environment,
      stdio: "ignore",
    });
    while (!app.events().includes("creating slow")) await new Promise((resolve) => setTimeout(resolve, 25));

    const { status, text } = await app.run("deploy", "--auto-approve");

    expect(status).toBe(1);
    expect(text).toContain(
      `the state is locked by ${userInfo().username}@${hostname()} since ${new Date().getUTCFullYear()}-`,
    );
    expect(text).toMatch(/\(OperationTypeApply, .*app-a\.tfstate\)/);
    expect(text).toMatch(/`cdktf unlock app-a --env local`/);
    expect(text).toMatch(/app-a +✗ failed: the state is locked by/);
    expect(text).toMatch(/app-b +✓ no changes/);
  });

  it("is waited for as long as was said", async () => {
    app = new FixtureApp({ "app-a": { resources: { a: recorded("a", 1.5) } } });
    await app.run("synth");
    const options = { cwd: app.stackFolder("app-a"), env: app.environment, stdio: "ignore" } as const;
    await once(spawn("terraform", ["init"], options), "close");
    terraform = spawn("terraform", ["apply", "-auto-approve"], options);
    while (!app.events().includes("creating a")) await new Promise((resolve) => setTimeout(resolve, 25));

    const { status, text } = await app.run("deploy", "--auto-approve", "--lock-timeout", "20s");

    expect(text).toMatch(/app-a +✓ no changes/);
    expect(status).toBe(0);
  });
});

describe("two runs at once", () => {
  it("on one environment: the second is refused, and told which process works there", async () => {
    app = new FixtureApp({ "app-a": { resources: { a: held("a") } } });
    const first = app.start("deploy", "--auto-approve");
    await first.until(() => app.events().includes("creating a"), "creating a");

    const second = await app.run("deploy", "--auto-approve");
    const elsewhere = await app.run("diff", "--env", "staging");

    expect(second.status).toBe(1);
    expect(second.text).toMatch(/another run works on "local" in this checkout \(process \d+, since \d{4}-.*Z\)/);
    expect(elsewhere.status).toBe(0);
    app.letGo("a");
    expect((await first.result).status).toBe(0);
    expect(app.events()).toEqual(["creating a", "created a"]);
  });
});
