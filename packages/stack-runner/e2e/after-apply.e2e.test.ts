import { FixtureApp, recorded } from "./fixture-app";

let app: FixtureApp;
beforeEach(() => {
  app = new FixtureApp({
    "app-migrate": {
      resources: { migrate: { ...recorded("migrate"), input: "v1" } },
      outputs: { version: { value: "${terraform_data.migrate.output}" } },
    },
    "app-web": { reads: ["app-migrate"], resources: { web: recorded("web") } },
  });
});
afterEach(() => app.stop());

/** A hook that does something for `app-migrate` alone. */
const forMigrate = (body: string) =>
  `async ({ environment, stackId, outputs, variables, signal, onProgress }) => {
    if (stackId !== "app-migrate") return undefined;
    const record = (text) => require("node:fs").appendFileSync(process.env.EVENTS, text + "\\n");
    ${body}
  }`;

describe("what follows an apply", () => {
  it("gets what the stack publishes, before the stacks that wait for it are planned, and joins the summary", async () => {
    app.afterApply(forMigrate('record(environment + " " + (await outputs()).version); return "migrated";'));

    const { status, text } = await app.run("deploy", "--auto-approve");

    expect(status).toBe(0);
    expect(app.events().slice(2)).toEqual(["local v1", "creating web", "created web"]);
    expect(text).toMatch(/app-migrate +✓ applied: 1 to add; migrated\n/);
  });

  it("happens in every deploy, also where the stack has no changes", async () => {
    app.afterApply(forMigrate('record("again"); return "nothing to migrate";'));
    await app.run("deploy", "--auto-approve");

    const { text } = await app.run("deploy", "--auto-approve");

    expect(app.events().filter((event) => event === "again")).toHaveLength(2);
    expect(text).toMatch(/app-migrate +✓ no changes; nothing to migrate\n/);
  });

  it("fails the stack, and what waits for it is not touched", async () => {
    app.afterApply(
      forMigrate(`const { RunnerError } = require(${JSON.stringify(require.resolve("../src/index.ts"))});
        throw new RunnerError("exit code 3\\nits log", { summary: "exit code 3\\nlast line" });`),
    );

    const { status, text } = await app.run("deploy", "--auto-approve");

    expect(status).toBe(1);
    expect(app.events()).toEqual(["creating migrate", "created migrate"]);
    expect(text).toMatch(/app-migrate +✗ exit code 3\n +its log\n/);
    expect(text).toMatch(/app-migrate +✗ failed: exit code 3\n +last line\n/);
    expect(text).toMatch(/app-web +· not started: a stack that it waits for failed/);
  });

  it("stops waiting at Ctrl-C", async () => {
    app.afterApply(
      forMigrate(`record("waiting");
        await require("node:timers/promises").setTimeout(60_000, undefined, { signal });`),
    );
    const run = app.start("deploy", "--auto-approve");
    await run.until(() => app.events().includes("waiting"), "the hook waits");

    run.signalGroup("SIGINT");

    const { status, text } = await run.result;
    expect(status).toBe(130);
    expect(text).toMatch(/app-migrate +✗ failed: The operation was aborted/);
    expect(app.events()).not.toContain("creating web");
  });
});
