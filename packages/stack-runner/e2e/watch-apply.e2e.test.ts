import { FixtureApp, recorded } from "./fixture-app";

let app: FixtureApp;
beforeEach(() => {
  app = new FixtureApp({
    "app-network": { resources: { network: recorded("network") } },
    "app-web": { resources: { before: recorded("before"), web: { create: WAITS, dependsOn: ["before"] } } },
  });
});
afterEach(() => app.stop());

/** Longer than a test may take. */
const WAITS = 'echo "waiting" >> "$EVENTS"; exec sleep 600';

/** A watch of `app-web` alone that settles as soon as its resource waits. */
const forWeb = (explain: string) =>
  `async ({ stackId, onProgress }) => {
    if (stackId !== "app-web") return undefined;
    const { existsSync, readFileSync, appendFileSync } = require("node:fs");
    const { EVENTS } = process.env;
    let resolve;
    const promise = new Promise((settle) => { resolve = settle; });
    const timer = setInterval(() => {
      if (existsSync(EVENTS) && readFileSync(EVENTS, "utf8").includes("waiting")) resolve();
    }, 50);
    return {
      lost: promise,
      explain: async () => ${explain},
      end: () => { clearInterval(timer); appendFileSync(EVENTS, "looked away\\n"); },
    };
  }`;

describe("a watch of an apply", () => {
  it("ends what can no longer succeed, says why, and loses neither state nor lock", async () => {
    app.watchApply(forWeb('"the new version ended with exit code 3\\nits last line"'));

    const { status, text } = await app.run("deploy", "--auto-approve");

    expect(status).toBe(1);
    expect(text).toMatch(/app-web +✗ the new version ended with exit code 3\n +its last line\n/);
    expect(text).toMatch(/app-web +✗ failed: the new version ended with exit code 3\n +its last line\n/);
    expect(text).toMatch(/app-network +✓ applied/);
    expect(app.stateAddresses("app-web")).toContain("terraform_data.before");
    expect(app.events()).toContain("looked away");
    app.watchApply("undefined");
    app.describe({ "app-web": { resources: { before: recorded("before") } } });
    expect((await app.run("deploy", "web", "--auto-approve")).status).toBe(0);
  });

  it("leaves what Terraform says alone where it knows nothing of the failure", async () => {
    app.describe({ "app-web": { resources: { web: { create: "exit 7" } } } });
    app.watchApply(forWeb("undefined"));

    const { status, text } = await app.run("deploy", "--auto-approve");

    expect(status).toBe(1);
    expect(text).toMatch(/app-web +✗ failed: terraform_data\.web: local-exec provisioner error/);
  });
});
