import { FixtureApp, type FixtureStacks, recorded } from "./fixture-app";

let app: FixtureApp;
afterEach(() => app.stop());

/** Two stacks that a third reads from, and the one that holds the states. */
const STACKS: FixtureStacks = {
  "app-state": { resources: { bucket: {} } },
  "app-network": { resources: { network: recorded("network") } },
  "app-dns": { resources: { dns: recorded("dns") } },
  "app-service": { reads: ["app-network", "app-dns"], resources: { service: recorded("service", 0.5) } },
};

describe("cdktf destroy", () => {
  it("destroys readers before what they read, and keeps the stack that holds the states", async () => {
    app = new FixtureApp(STACKS);
    await app.run("deploy", "--auto-approve");

    const { status, text } = await app.run("destroy", "app", "--auto-approve");

    expect(status).toBe(0);
    expect(text).toMatch(/app-state +stays: it holds the state of all others/);
    const destruction = app.events().filter((event) => event.startsWith("destroy"));
    expect(destruction.slice(0, 2)).toEqual(["destroying service", "destroyed service"]);
    expect(destruction).toHaveLength(6);
    expect(app.stateAddresses("app-network")).toEqual([]);
    expect(app.stateAddresses("app-state")).toEqual(["terraform_data.bucket"]);
  });

  it("leaves what is read alone when its reader cannot be destroyed", async () => {
    app = new FixtureApp({
      "app-a": { resources: { a: recorded("a") } },
      "app-b": { reads: ["app-a"], resources: { b: { destroy: "false" } } },
      "app-c": { resources: { c: recorded("c") } },
    });
    await app.run("deploy", "--auto-approve");

    const { status, text } = await app.run("destroy", "--auto-approve");

    expect(status).toBe(1);
    expect(text).toMatch(/app-b +✗ failed: terraform_data\.b: local-exec provisioner error/);
    expect(text).toMatch(/app-a +· not started/);
    expect(app.stateAddresses("app-a")).toEqual(["terraform_data.a"]);
    expect(app.stateAddresses("app-c")).toEqual([]);
  });

  it("refuses a part that a deployed stack still reads from, and names that", async () => {
    app = new FixtureApp(STACKS);
    await app.run("deploy", "--auto-approve");

    const { status, text } = await app.run("destroy", "network", "--auto-approve");

    expect(status).toBe(1);
    expect(text).toContain("app-service still reads from these stacks; destroy that as well, or first");
    expect(app.stateAddresses("app-network")).toEqual(["terraform_data.network"]);
  });

  it("says that nothing is deployed where nothing is", async () => {
    app = new FixtureApp(STACKS);

    const { status, text } = await app.run("destroy", "--auto-approve");

    expect(status).toBe(0);
    expect(text).toContain("nothing is deployed");
  });
});

describe("protected resources", () => {
  const PROTECTED: FixtureStacks = {
    "app-data": { resources: { table: { preventDestroy: true }, other: recorded("other") } },
    "app-service": { reads: ["app-data"], resources: { service: recorded("service") } },
  };

  it("are named, all of them, before anything is touched", async () => {
    app = new FixtureApp(PROTECTED);
    await app.run("deploy", "--auto-approve");

    const { status, text } = await app.run("destroy", "--auto-approve");

    expect(status).toBe(1);
    expect(text).toContain("nothing was destroyed, because these are protected:");
    expect(text).toContain("app-data: terraform_data.table (prevent_destroy)");
    expect(text).toContain("Take the protection off");
    expect(app.stateAddresses("app-service")).toEqual(["terraform_data.service"]);
    expect(app.events().filter((event) => event.startsWith("destroy"))).toEqual([]);
  });

  it("that were never created keep nobody from destroying", async () => {
    app = new FixtureApp({ "app-data": { resources: { other: {} } } });
    await app.run("deploy", "--auto-approve");
    app.describe({ "app-data": { resources: { other: {}, table: { preventDestroy: true } } } });

    const { status } = await app.run("destroy", "--auto-approve");

    expect(status).toBe(0);
    expect(app.stateAddresses("app-data")).toEqual([]);
  });
});

describe("what is foreseen", () => {
  const FORESEEN = (result: string) =>
    `async ({ resources }) => (${result})(resources.map(({ stackId, type, name, attributes }) =>
      stackId + ": " + type + "." + name + " (" + attributes.input.value + ")"))`;

  it("to be refused half-way is named beside what is protected, before anything is touched", async () => {
    app = new FixtureApp({
      "app-data": { resources: { table: { preventDestroy: true }, images: { input: "full" } } },
    });
    app.foreseeDestruction(FORESEEN('(all) => ({ refused: all, remedy: "Empty them first.", stays: [] })'));
    await app.run("deploy", "--auto-approve");

    const { status, text } = await app.run("destroy", "--auto-approve");

    expect(status).toBe(1);
    expect(text).toContain(`nothing was destroyed, because these are protected:
  app-data: terraform_data.table (prevent_destroy)
Take the protection off in the environment's configuration, deploy that, and destroy then.
And these are not empty, and AWS would refuse them half-way:
  app-data: terraform_data.images (full)
  app-data: terraform_data.table (v1)
Empty them first.`);
    expect(app.stateAddresses("app-data")).toHaveLength(2);
  });

  it("to stay is said before the destruction", async () => {
    app = new FixtureApp({ "app-data": { resources: { table: {} } } });
    app.foreseeDestruction(FORESEEN("(stays) => ({ refused: [], remedy: '', stays })"));
    await app.run("deploy", "--auto-approve");

    const { status, text } = await app.run("destroy", "--auto-approve");

    expect(status).toBe(0);
    expect(text).toContain("What stays:\n  app-data: terraform_data.table (v1)\n");
  });
});

describe("confirmation in a terminal", () => {
  beforeEach(async () => {
    app = new FixtureApp({ "app-a": { resources: { a: {} } } });
    await app.run("deploy", "--auto-approve");
  });

  it("is the environment's name", async () => {
    const runner = app.startInTerminal("destroy");

    await runner.untilPrinted(/This destroys app-a\. Type "local" to go on:/);
    runner.type("local\n");

    expect((await runner.result).status).toBe(0);
    expect(app.stateAddresses("app-a")).toEqual([]);
  });

  it("is nothing else", async () => {
    const runner = app.startInTerminal("destroy");

    await runner.untilPrinted(/Type "local" to go on:/);
    runner.type("yes\n");

    const { status, text } = await runner.result;
    expect(status).toBe(1);
    expect(text).toContain("not confirmed; nothing was done");
    expect(app.stateAddresses("app-a")).toEqual(["terraform_data.a"]);
  });

  it("can be left with Ctrl-C", async () => {
    const runner = app.startInTerminal("destroy");

    await runner.untilPrinted(/Type "local" to go on:/);
    runner.type("\u0003");

    const { status, text } = await runner.result;
    expect(status).toBe(130);
    expect(text).not.toContain("    at ");
    expect(app.stateAddresses("app-a")).toEqual(["terraform_data.a"]);
  });
});
