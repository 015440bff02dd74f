import { FixtureApp, recorded } from "./fixture-app";

let app: FixtureApp;
beforeEach(() => {
  app = new FixtureApp({ "app-web": { resources: { web: recorded("web") }, outputs: { version: { value: "v1" } } } });
});
afterEach(() => app.stop());

const ERROR = `const { RunnerError } = require(${JSON.stringify(require.resolve("../src/index.ts"))});`;

describe("what is looked up before anything is planned", () => {
  it("is known to the synthesis", async () => {
    app.lookUp('async ({ environment }) => ({ FOUND: environment + " has it" })');
    app.beforeSynthesis('require("node:fs").appendFileSync(process.env.EVENTS, process.env.FOUND + "\\n");');
    expect((await app.run("deploy", "--auto-approve")).status).toBe(0);
    expect(app.events()).toEqual(["local has it", "creating web", "created web"]);
  });

  it.each([["deploy", "--auto-approve"], ["plan"], ["diff"], ["destroy", "--auto-approve"]])(
    "ends `cdktf %s` where it cannot be known, and nothing is planned",
    async (...args) => {
      app.lookUp(`async () => { ${ERROR} throw new RunnerError("nobody answers"); }`);
      const { status, text } = await app.run(...args);
      expect(status).toBe(1);
      expect(text).toContain("nobody answers");
      expect(text).not.toContain("planning");
    },
  );

  it("is told after a mistake on the command line, and not needed to read outputs", async () => {
    await app.run("deploy", "--auto-approve");
    app.lookUp(`async () => { ${ERROR} throw new RunnerError("nobody answers"); }`);
    const mistaken = await app.run("diff", "wbe");
    expect(mistaken.text).toContain('no stack is called "wbe"');
    expect(mistaken.status).toBe(2);
    expect((await app.run("output")).text).toContain("version = v1");
  });
});

describe("what precedes an apply", () => {
  it("comes after the plan and before the first change, and only where something changes", async () => {
    app.beforeApply(
      'async ({ stackId }) => require("node:fs").appendFileSync(process.env.EVENTS, "before " + stackId + "\\n")',
    );
    await app.run("deploy", "--auto-approve");
    await app.run("deploy", "--auto-approve");
    expect(app.events()).toEqual(["before app-web", "creating web", "created web"]);
  });

  it("keeps a reviewed plan from being applied when it fails", async () => {
    await app.run("plan");
    app.beforeApply(`async () => { ${ERROR} throw new RunnerError("there is no image"); }`);
    const { status, text } = await app.run("deploy", "--reviewed", app.reviewFolder());
    expect(status).toBe(1);
    expect(text).toMatch(/app-web +✗ failed: there is no image/);
    expect(app.events()).toEqual([]);
  });
});

describe("a stack in place", () => {
  it("can be told to forget its resources, which stay where they are; its outputs are destroyed with it", async () => {
    app.afterApply(
      "async ({ resources, forget }) => { const held = await resources(); await forget(held); return held.join(); }",
    );
    const { text } = await app.run("deploy", "--auto-approve");
    expect(text).toMatch(/app-web +✓ applied: 1 to add; terraform_data.web\n/);
    expect(app.stateAddresses("app-web")).toEqual([]);
    expect(app.events()).toEqual(["creating web", "created web"]);

    const destroyed = await app.run("destroy", "--auto-approve");

    expect(destroyed.text).toMatch(/app-web +✓ destroyed: it only published outputs\n/);
    expect((await app.run("output")).text).not.toContain("version");
  });
});
