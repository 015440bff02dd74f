import { rmSync } from "node:fs";
import { FixtureApp, recorded } from "./fixture-app";

let app: FixtureApp;
afterEach(() => app.stop());

describe("order", () => {
  it("applies independent stacks side by side, and a stack after those that it reads from", async () => {
    app = new FixtureApp({
      "app-service": {
        reads: ["app-network", "app-dns"],
        resources: {
          service: { ...recorded("service"), input: "${data.terraform_remote_state.app-network.outputs.id}" },
        },
      },
      "app-network": {
        resources: { network: recorded("network", 1) },
        outputs: { id: { value: "${terraform_data.network.output}" } },
      },
      "app-dns": { resources: { dns: recorded("dns", 1) } },
    });

    const { status, text } = await app.run("deploy", "app", "--auto-approve");

    expect(text).toMatch(/app-service +✓ applied: 1 to add/);
    expect(status).toBe(0);
    const events = app.events();
    expect(events.slice(0, 2).sort()).toEqual(["creating dns", "creating network"]);
    expect(events.slice(4)).toEqual(["creating service", "created service"]);
  });

  it("applies one stack at a time when told so", async () => {
    app = new FixtureApp({
      "app-a": { resources: { a: recorded("a", 0.3) } },
      "app-b": { resources: { b: recorded("b", 0.3) } },
    });

    await app.run("deploy", "--auto-approve", "--parallelism", "1");

    expect(app.events()).toEqual(["creating a", "created a", "creating b", "created b"]);
  });
});

describe("again", () => {
  it("finds no changes in what it has just applied, and applies exactly what changed since", async () => {
    app = new FixtureApp({
      "app-a": { resources: { a: { input: "v1" } } },
      "app-b": { resources: { b: { input: "v1" } } },
    });
    await app.run("deploy", "--auto-approve");

    const second = await app.run("deploy", "--auto-approve");
    app.describe({ "app-a": { resources: { a: { input: "v1" } } }, "app-b": { resources: { b: { input: "v2" } } } });
    const third = await app.run("deploy", "--auto-approve");

    expect(second.text).toMatch(/app-a +✓ no changes\n.*app-b +✓ no changes/);
    expect(third.text).toMatch(/app-a +✓ no changes\n.*app-b +✓ applied: 1 to change/);
  });

  it("loses nothing when an environment's output folder was removed", async () => {
    app = new FixtureApp({ "app-a": { resources: { a: {} } } });
    await app.run("deploy", "--auto-approve");
    rmSync(app.outputFolder(), { recursive: true });

    const { status, text } = await app.run("deploy", "--auto-approve");

    expect(text).toMatch(/app-a +✓ no changes/);
    expect(status).toBe(0);
  });
});

describe("a failing stack", () => {
  it("stops only those that read from it, and the summary names it and the reason", async () => {
    app = new FixtureApp({
      "app-broken": {
        resources: { first: {}, broken: { create: "echo no space left >&2; exit 7", dependsOn: ["first"] } },
      },
      "app-slow": { resources: { slow: recorded("slow", 1) } },
      "app-after-slow": { reads: ["app-slow"], resources: { a: {} } },
      "app-after-broken": { reads: ["app-broken"], resources: { a: {} } },
      "app-last": { reads: ["app-after-broken"], resources: { a: {} } },
    });

    const { status, text } = await app.run("deploy", "app", "--auto-approve");

    expect(status).toBe(1);
    expect(text).toContain("no space left");
    const summary = text.slice(text.lastIndexOf("\n\n", text.lastIndexOf("app-last")));
    expect(summary).toMatch(/app-broken +✗ failed: terraform_data\.broken: local-exec provisioner error/);
    expect(summary).toMatch(/app-slow +✓ applied/);
    expect(summary).toMatch(/app-after-slow +✓ applied/);
    expect(summary).toMatch(/app-after-broken +· not started: a stack that it waits for failed/);
    expect(summary).toMatch(/app-last +· not started/);
    expect(summary).toContain("1 failed, 2 not started");
    expect(app.stateAddresses("app-broken")).toEqual(["terraform_data.broken (tainted)", "terraform_data.first"]);
  });

  it("converges once it is mended", async () => {
    app = new FixtureApp({ "app-a": { resources: { a: { create: "false" } } } });
    await app.run("deploy", "--auto-approve");
    app.describe({ "app-a": { resources: { a: { create: "true" } } } });

    const { status } = await app.run("deploy", "--auto-approve");

    expect(status).toBe(0);
    expect(app.stateAddresses("app-a")).toEqual(["terraform_data.a"]);
  });
});

describe("a part of the stacks", () => {
  it("is refused while a stack that it reads from is not deployed, and nothing is done", async () => {
    app = new FixtureApp({
      "app-a": { resources: { a: {} } },
      "app-b": { reads: ["app-a"], resources: { b: {} } },
      "app-c": { reads: ["app-b"], resources: { c: {} } },
    });

    const { status, text } = await app.run("deploy", "c", "--auto-approve");

    expect(status).toBe(1);
    expect(text).toContain("app-c: reads from app-a, app-b, not deployed yet; deploy app, or that first");
    expect(app.stateAddresses("app-c")).toBeUndefined();
  });

  it("is deployed alone once what it reads from is there", async () => {
    app = new FixtureApp({
      "app-a": { resources: { a: {} } },
      "app-b": { reads: ["app-a"], resources: { b: {} } },
      "app-c": { resources: { c: {} } },
    });
    await app.run("deploy", "a", "--auto-approve");

    const { status } = await app.run("deploy", "b", "--auto-approve");

    expect(status).toBe(0);
    expect(app.stateAddresses("app-b")).toEqual(["terraform_data.b"]);
    expect(app.stateAddresses("app-c")).toBeUndefined();
  });
});

describe("environments", () => {
  it("share neither output folders nor states", async () => {
    app = new FixtureApp({ "app-a": { resources: { a: {} } } });

    await app.run("deploy", "--auto-approve", "--env", "staging");

    expect(app.stateAddresses("app-a", "staging")).toEqual(["terraform_data.a"]);
    expect(app.stateAddresses("app-a", "local")).toBeUndefined();
    const { text } = await app.run("diff");
    expect(text).toMatch(/app-a +✓ 1 to add/);
  });
});

describe("approval in a terminal", () => {
  beforeEach(() => {
    app = new FixtureApp({ "app-a": { resources: { a: {} } }, "app-b": { resources: { b: {} } } });
  });

  it("shows the plan when asked to, applies what was approved and leaves the rest", async () => {
    const runner = app.startInTerminal("deploy", "--parallelism", "1");

    await runner.untilPrinted(/Apply app-a in local\?/);
    runner.type("show\n");
    await runner.untilPrinted(/# terraform_data\.a will be created[\s\S]*Apply app-a in local\?/);
    runner.type("yes\n");
    await runner.untilPrinted(/Apply app-b in local\?/);
    runner.type("no\n");

    const { status, text } = await runner.result;
    expect(status).toBe(1);
    expect(text).toMatch(/app-a +✓ applied/);
    expect(text).toMatch(/app-b +✗ failed: declined; nothing was applied/);
    expect(app.stateAddresses("app-b")).toBeUndefined();
  });

  it("is one answer for all when the answer is all", async () => {
    const runner = app.startInTerminal("deploy");

    await runner.untilPrinted(/Apply app-. in local\?/);
    runner.type("all\n");

    expect((await runner.result).status).toBe(0);
    expect(app.stateAddresses("app-a")).toEqual(["terraform_data.a"]);
    expect(app.stateAddresses("app-b")).toEqual(["terraform_data.b"]);
  });

  it("ends the whole run on Ctrl-C", async () => {
    const runner = app.startInTerminal("deploy");

    await runner.untilPrinted(/Apply app-. in local\?/);
    runner.type("\u0003");

    const { status, text } = await runner.result;
    expect(status).toBe(130);
    expect(text).toMatch(/app-a +✗ failed: interrupted; nothing was applied/);
    expect(app.stateAddresses("app-a")).toBeUndefined();
  });
});
