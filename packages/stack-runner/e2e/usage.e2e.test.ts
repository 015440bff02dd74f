import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { FixtureApp, recorded } from "./fixture-app";
import { RunnerProcess } from "./runner-process";

/** Every one of these is somebody's mistake: one clear message, no stack trace, nothing done. */
describe("wrong use", () => {
  let app: FixtureApp;
  beforeAll(() => {
    app = new FixtureApp({
      "app-a": { resources: { a: recorded("a") } },
      "app-b": { reads: ["app-a"], resources: { b: recorded("b") } },
    });
  });
  afterEach(() => {
    for (const name of Object.keys(app.variables)) delete app.variables[name];
    app.beforeSynthesis("");
  });
  afterAll(() => app.stop());

  async function expectRefusal(args: readonly string[], status: number, message: string): Promise<void> {
    const result = await app.run(...args);
    expect(result.text).toContain(message);
    expect(result.text).not.toMatch(/^ +at /m);
    expect(result.status).toBe(status);
    expect(app.events()).toEqual([]);
    expect(existsSync(`${app.stackFolder("app-a")}/.terraform`)).toBe(false);
  }

  it("names the known stacks when one is unknown", () =>
    expectRefusal(
      ["deploy", "app-c", "--auto-approve"],
      2,
      'no stack is called "app-c"; there are app-a, app-b, and "app" for all of them',
    ));

  it("does not take an empty name for a stack", () =>
    expectRefusal(["deploy", "", "--auto-approve"], 2, 'no stack is called ""'));

  it("names the known environments when one is unknown", () =>
    expectRefusal(
      ["deploy", "app", "--auto-approve", "--env", "prod"],
      2,
      'no environment is called "prod"; there are local, staging',
    ));

  it("takes the environment from DEPLOY_ENV, too", () => {
    app.variables.DEPLOY_ENV = "elsewhere";
    return expectRefusal(["diff"], 2, 'no environment is called "elsewhere"');
  });

  it("refuses an option that it does not know", () =>
    expectRefusal(
      ["deploy", "app", "--auto-aprove"],
      2,
      "cdktf deploy: there is no option --auto-aprove; did you mean --auto-approve?",
    ));

  it("refuses a parallelism that is no number", () =>
    expectRefusal(["deploy", "--auto-approve", "--parallelism", "many"], 2, '--parallelism: "many" is not a number'));

  it.each(["deploy", "destroy"])("does not %s without a terminal to ask in", (command) =>
    expectRefusal([command, "app"], 2, "nobody can be asked here (no terminal); add --auto-approve"),
  );

  it("passes on the words and the exit code of an app that refuses its configuration", () => {
    app.beforeSynthesis('console.error("environments/local.ts: domain: is empty"); process.exit(3);');
    return expectRefusal(["deploy", "--auto-approve"], 3, "environments/local.ts: domain: is empty");
  });

  it("says how to get Terraform where there is none", () => {
    app.variables.TERRAFORM_BINARY_NAME = "terraform-is-absent";
    return expectRefusal(
      ["deploy", "--auto-approve"],
      1,
      '"terraform-is-absent", named in TERRAFORM_BINARY_NAME, does not exist; install Terraform',
    );
  });

  it("refuses a command that nobody has, and says which was meant", () =>
    expectRefusal(["deplo"], 2, 'cdktf: there is no command "deplo"; did you mean deploy?'));

  it("needs a project above the folder that it runs in", async () => {
    const runner = new RunnerProcess(["list"], { folder: tmpdir(), environment: app.environment, terminal: false });

    const { status, text } = await runner.result;

    expect(text).toContain('has a field "stackRunner"');
    expect(status).toBe(2);
  });
});

describe("commands that change nothing", () => {
  let app: FixtureApp;
  afterEach(() => app.stop());

  it("list stacks and write their Terraform JSON, without Terraform", async () => {
    app = new FixtureApp({ "app-a": {}, "app-b": { reads: ["app-a"] } });
    app.variables.TERRAFORM_BINARY_NAME = "terraform-is-absent";

    const list = await app.run("list");
    const synth = await app.run("synth", "b", "--env", "staging");

    expect(list.stdout).toBe("app-a\napp-b ← app-a\n");
    expect(synth.stdout).toBe(`${app.stackFolder("app-b", "staging")}/cdk.tf.json\n`);
    expect(existsSync(synth.stdout.trim())).toBe(true);
  });

  it("writes the Terraform JSON where --output says, and nowhere else", async () => {
    app = new FixtureApp({ "app-a": {} });

    const { stdout, status } = await app.run("synth", "--output", "elsewhere");

    expect(status).toBe(0);
    expect(stdout).toBe(`${app.root}/elsewhere/stacks/app-a/cdk.tf.json\n`);
    expect(existsSync(stdout.trim())).toBe(true);
    expect(existsSync(app.stackFolder("app-a"))).toBe(false);
  });

  it("prints the page of a command and does nothing", async () => {
    app = new FixtureApp({ "app-a": { resources: { a: recorded("a") } } });

    const { stdout, status } = await app.run("deploy", "--auto-approve", "--help");

    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: cdktf deploy\|apply \[STACK …\]/);
    expect(app.events()).toEqual([]);
  });
});
