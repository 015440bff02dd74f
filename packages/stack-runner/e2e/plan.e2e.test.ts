import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Review } from "@app/plan-review";
import { FixtureApp, type FixtureStacks } from "./fixture-app";

/** A network whose id only its apply tells, a service that reads it, and a zone that nobody reads. */
function stacks({ name = "first", zone = "a" } = {}): FixtureStacks {
  return {
    "app-network": {
      resources: { network: { input: name } },
      outputs: { vpc_id: { value: "${terraform_data.network.id}" }, name: { value: name } },
    },
    "app-dns": { resources: { zone: { input: zone } } },
    "app-service": {
      reads: ["app-network"],
      resources: { service: { input: "${data.terraform_remote_state.app-network.outputs.name}" } },
    },
    "app-table": {
      reads: ["app-network"],
      resources: { table: { input: "${data.terraform_remote_state.app-network.outputs.vpc_id}" } },
    },
  };
}

let app: FixtureApp;
beforeEach(() => {
  app = new FixtureApp(stacks());
});
afterEach(() => app.stop());

function review(): Review {
  return JSON.parse(readFileSync(join(app.reviewFolder(), "review.json"), "utf8")) as Review;
}

function attributesOf(stack: string) {
  return review().stacks.find(({ id }) => id === stack)?.resources[0]?.attributes;
}

describe("cdktf plan", () => {
  it("ends with what the app knows of the account", async () => {
    app.remarks('async ({ environment }) => ["the quota of " + environment + " is too small"]');

    const { status, text } = await app.run("plan", "dns");

    expect(status).toBe(0);
    expect(text).toMatch(/\nthe quota of local is too small\n\nreview /);
  });

  it("plans a first deploy of every stack, and names the values that wait for another stack", async () => {
    const { status, text } = await app.run("plan", "app");

    expect(status).toBe(0);
    expect(text).toContain("4 to add, 0 to change, 0 to destroy");
    expect(text).toMatch(/app-table +1 to add, after app-network/);
    expect(attributesOf("app-table")).toContainEqual(expect.objectContaining({ after: '"‹vpc_id of app-network›"' }));
    // Known from the plan of the other stack.
    expect(attributesOf("app-service")).toContainEqual(expect.objectContaining({ after: '"first"' }));
    expect(readdirSync(join(app.reviewFolder(), "plans")).sort()).toEqual(["app-dns.tfplan", "app-network.tfplan"]);
  });

  it("applies nothing and leaves nothing of its own in the stacks' folders", async () => {
    await app.run("plan");

    expect(app.stateAddresses("app-network")).toBeUndefined();
    expect(readdirSync(app.stackFolder("app-table")).filter((name) => /override|coming|tfplan/.test(name))).toEqual([]);
  });

  it("shows in a reader what a change of another stack will do to it", async () => {
    await app.run("deploy", "--auto-approve");
    app.describe(stacks({ name: "second" }));

    const { text } = await app.run("plan");

    expect(text).toContain("0 to add, 2 to change, 0 to destroy");
    expect(text).toContain("read by app-service: terraform_data.service");
    expect(attributesOf("app-service")).toContainEqual(
      expect.objectContaining({ path: "input", before: '"first"', after: '"second"' }),
    );
    expect(text).toMatch(/app-table +no changes/);
  });

  it("saves the plan of a stack that reads only what stays as it is", async () => {
    await app.run("deploy", "--auto-approve");
    app.describe(stacks({ name: "second" }));

    await app.run("plan");

    expect(existsSync(join(app.reviewFolder(), "plans/app-table.tfplan"))).toBe(true);
    expect(existsSync(join(app.reviewFolder(), "plans/app-service.tfplan"))).toBe(false);
  });

  it("plans the stacks that --stack names, with stand-ins for those that are not deployed", async () => {
    const { status, text } = await app.run("plan", "--stack", "table", "--stack", "dns");

    expect(status).toBe(0);
    expect(review().stacks.map(({ id }) => id)).toEqual(["app-dns", "app-table"]);
    expect(text).toContain("‹vpc_id of app-network›");
  });

  it("leaves nothing to a later deploy when it was killed", async () => {
    await app.run("deploy", "--auto-approve");
    const override = join(app.stackFolder("app-table"), "coming_outputs_override.tf.json");
    writeFileSync(
      override,
      JSON.stringify({ data: { terraform_remote_state: { "app-network": { backend: "absent" } } } }),
    );

    const { status, text } = await app.run("deploy", "--auto-approve");

    expect(status).toBe(0);
    expect(text).toMatch(/app-table +✓ no changes/);
    expect(existsSync(override)).toBe(false);
  });

  it("writes the review in every format", async () => {
    await app.run("plan");

    expect(readdirSync(app.reviewFolder()).sort()).toEqual([
      "plans",
      "review.html",
      "review.json",
      "review.md",
      "review.sarif",
      "reviewed.json",
    ]);
  });

  it("ends with 2 for changes and 0 for none when asked for a detailed exit code", async () => {
    const before = await app.run("plan", "--detailed-exitcode");
    await app.run("deploy", "--auto-approve");
    const after = await app.run("plan", "--detailed-exitcode");

    expect(before.status).toBe(2);
    expect(after.text).toMatch(/^no changes/m);
    expect(after.status).toBe(0);
  });

  it("ends with 3 and names gate and resource when a gate forbids the plan", async () => {
    app.gates({ forbid: ["create"] });

    const { status, text } = await app.run("plan", "dns");

    expect(status).toBe(3);
    expect(text).toContain("forbidden by the gate create: app-dns: terraform_data.zone");
  });

  it("makes a review of drift alone that cannot be applied", async () => {
    await app.run("deploy", "dns", "--auto-approve");

    const { status, text } = await app.run("plan", "--refresh-only", "--detailed-exitcode");
    const deploy = await app.run("deploy", "--reviewed", app.reviewFolder());

    expect(status).toBe(0);
    expect(text).toMatch(/app-network +not deployed/);
    expect(deploy.status).toBe(2);
    expect(deploy.text).toContain("there is no review that can be applied");
  });

  it("fails with the stack and the reason when one cannot be planned, and leaves no review to apply", async () => {
    app.describe({ "app-broken": { resources: { broken: { input: "${terraform_data.absent.output}" } } } });

    const { status, text } = await app.run("plan");

    expect(status).toBe(1);
    expect(text).toMatch(/app-broken +✗ .*Reference to undeclared resource/);
    expect(existsSync(join(app.reviewFolder(), "reviewed.json"))).toBe(false);
  });
});
