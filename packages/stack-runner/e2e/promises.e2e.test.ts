import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FixtureApp, type FixtureStacks, held } from "./fixture-app";

let app: FixtureApp;
afterEach(() => app.stop());

const read = (stack: string, output: string) => `\${data.terraform_remote_state.${stack}.outputs.${output}}`;

/** `app-web` reads what `app-net` publishes. */
function stacks(version: string, more: FixtureStacks = {}): FixtureStacks {
  return {
    "app-net": {
      resources: { net: { input: version } },
      outputs: { version: { value: "${terraform_data.net.output}" } },
    },
    "app-web": { reads: ["app-net"], resources: { web: { input: read("app-net", "version") } } },
    ...more,
  };
}

function heldBy(stack: string): unknown {
  return app.stateValues(stack)[0];
}

it("takes no variable of the shell that makes Terraform mean something else", async () => {
  app = new FixtureApp(stacks("v1"));
  Object.assign(app.variables, {
    TF_WORKSPACE: "dev",
    TF_DATA_DIR: join(app.root, "elsewhere"),
    TF_CLI_ARGS_plan: "-target=terraform_data.nothing",
  });

  const { status, text } = await app.run("deploy", "--auto-approve");

  expect(text).toContain(
    "TF_CLI_ARGS_plan, TF_DATA_DIR, TF_WORKSPACE: would change what a plan means; Terraform does not see it",
  );
  expect(status).toBe(0);
  expect(heldBy("app-web")).toBe("v1");
});

describe("a review", () => {
  it("is refused when a stack that its plans read was deployed since", async () => {
    app = new FixtureApp(stacks("v1"));
    await app.run("deploy", "--auto-approve");
    app.describe(
      stacks("v1", {
        "app-web": { reads: ["app-net"], resources: { web: { input: `${read("app-net", "version")}!` } } },
      }),
    );
    await app.run("plan", "web");
    const review = join(app.root, "review");
    app.copyReview(review);
    app.describe({
      ...stacks("v2"),
      "app-web": { reads: ["app-net"], resources: { web: { input: `${read("app-net", "version")}!` } } },
    });
    await app.run("deploy", "net", "--auto-approve");

    const { status, text } = await app.run("deploy", "web", "--reviewed", review);

    expect(text).toContain("app-net: its state has moved on since the review, whose plans read it; plan again");
    expect(status).toBe(1);
    expect(heldBy("app-web")).toBe("v1");
  });

  it("is not applied in part before what that part waits for", async () => {
    app = new FixtureApp(stacks("v1"));
    await app.run("deploy", "--auto-approve");
    app.describe(stacks("v2"));
    await app.run("plan");

    const { status, text } = await app.run("deploy", "web", "--reviewed", app.reviewFolder());

    expect(text).toContain("app-web: waits for app-net, whose reviewed plan is not applied; deploy both");
    expect(status).toBe(1);
    expect(heldBy("app-web")).toBe("v1");
  });
});

it("a deploy applies what it began with, whatever is edited and synthesized meanwhile", async () => {
  const changed = (input: string): FixtureStacks => ({
    "app-a": { resources: { slow: held("slow") } },
    "app-b": { reads: ["app-a"], resources: { b: { input } }, outputs: { from_b: { value: input } } },
    // The edit drops it.
    ...(input === "begun" && { "app-c": { reads: ["app-b"], resources: { c: { input: read("app-b", "from_b") } } } }),
  });
  app = new FixtureApp(changed("begun"));
  const runner = app.start("deploy", "--auto-approve");
  await runner.until(() => app.events().includes("creating slow"), "creating slow");
  app.describe(changed("edited"));
  await app.run("synth");
  // Half a synthesis.
  writeFileSync(join(app.stackFolder("app-c"), "cdk.tf.json"), "{");
  rmSync(join(app.stackFolder("app-b"), "cdk.tf.json"));

  app.letGo("slow");

  expect((await runner.result).status).toBe(0);
  expect([heldBy("app-b"), heldBy("app-c")]).toEqual(["begun", "begun"]);
  await app.run("deploy", "--auto-approve");
  expect(heldBy("app-b")).toBe("edited");
});

it("a resource that Terraform is to forget is announced", async () => {
  app = new FixtureApp({ "app-a": { resources: { kept: {}, given: {} } } });
  await app.run("deploy", "--auto-approve");
  app.describe({
    "app-a": {
      json: {
        resource: { terraform_data: { kept: { input: "v1" } } },
        removed: [{ from: "terraform_data.given", lifecycle: { destroy: false } }],
      },
    },
  });

  expect((await app.run("diff")).text).toMatch(/app-a +✓ 1 to forget/);
  expect((await app.run("deploy", "--auto-approve")).text).toMatch(/app-a +✓ applied: 1 to forget/);
  expect((await app.run("plan", "--refresh-only")).text).toMatch(/app-a +no drift/);
});

it("a stack is planned that waits for another one without reading an output of it", async () => {
  app = new FixtureApp({
    "app-net": { resources: { net: {} } },
    "app-web": { reads: ["app-net"], resources: { web: {} } },
  });

  const { status, text } = await app.run("plan");

  expect(text).toMatch(/app-web +1 to add, after app-net/);
  expect(status).toBe(0);
});

describe("outputs that are not there", () => {
  const withNew: FixtureStacks = {
    "app-net": { resources: { net: {} }, outputs: { version: { value: "v1" }, added: { value: "new" } } },
    "app-web": { reads: ["app-net"], resources: { web: { input: read("app-net", "added") } } },
  };

  it("are not needed to see differences, nor to destroy", async () => {
    app = new FixtureApp(stacks("v1"));
    await app.run("deploy", "--auto-approve");
    app.describe(withNew);

    const diff = await app.run("diff", "web");
    const destroy = await app.run("destroy", "--auto-approve");

    expect(diff.text).toMatch(/app-web +app-net does not publish added: planned without/);
    expect(diff.status).toBe(0);
    expect(destroy.text).toMatch(/app-web +✓ destroyed: 1 resource/);
    expect(destroy.text).toMatch(/app-net +✓ destroyed: 1 resource/);
    expect(destroy.status).toBe(0);
  });

  it("are not needed to destroy what reads from a state that is gone", async () => {
    app = new FixtureApp(stacks("v1"));
    await app.run("deploy", "--auto-approve");
    app.removeState("app-net");

    const { status, text } = await app.run("destroy", "--auto-approve");

    expect(text).toMatch(/app-web +✓ destroyed: 1 resource/);
    expect(status).toBe(0);
    expect(app.stateAddresses("app-web")).toEqual([]);
  });
});

describe("a stack that the app no longer has", () => {
  it("is named by plan and deploy, keeps what it reads, and is destroyed in its order on request", async () => {
    app = new FixtureApp(stacks("v1"));
    await app.run("deploy", "--auto-approve");
    const { "app-net": net } = stacks("v1");
    app.describe({ ...(net && { "app-net": net }) });
    const named =
      "is deployed (1 resource), and the app has no such stack any more; `cdktf destroy app-web --env local` takes it away";

    expect((await app.run("plan")).text).toContain(named);
    expect((await app.run("deploy", "--auto-approve")).text).toContain(named);
    const refused = await app.run("destroy", "net", "--auto-approve");
    expect(refused.text).toContain("app-web still reads from these stacks; destroy that as well, or first");
    expect(refused.status).toBe(1);
    expect(app.stateAddresses("app-net")).toEqual(["terraform_data.net"]);
    const { status, text } = await app.run("destroy", "--auto-approve");
    expect(text).toMatch(/app-web +✓ destroyed: 1 resource/);
    expect(text).toMatch(/app-net +✓ destroyed: 1 resource/);
    expect(status).toBe(0);
  });
});
