import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Receipt } from "../src/review/review-folder";
import { FixtureApp, type FixtureStacks } from "./fixture-app";

const READ = "${data.terraform_remote_state.app-network.outputs.vpc_id}";

/** A network, a service that reads its id, and a zone. */
function stacks(zone = "a"): FixtureStacks {
  return {
    "app-network": { resources: { network: {} }, outputs: { vpc_id: { value: "${terraform_data.network.id}" } } },
    "app-dns": { resources: { zone: { input: zone } } },
    "app-service": { reads: ["app-network"], resources: { service: { input: READ } } },
  };
}

let app: FixtureApp;
beforeEach(() => {
  app = new FixtureApp(stacks());
});
afterEach(() => app.stop());

function deployReviewed(...more: string[]) {
  return app.run("deploy", "app", "--reviewed", app.reviewFolder(), ...more);
}

describe("cdktf deploy --reviewed", () => {
  it("applies the reviewed plans, and those that had to wait when they do what was announced", async () => {
    await app.run("plan");

    const { status, text } = await deployReviewed();

    expect(status).toBe(0);
    expect(text).toMatch(/app-network +✓ applied as reviewed/);
    expect(text).toMatch(/app-service +✓ applied: 1 to add/);
    expect(app.stateAddresses("app-service")).toEqual(["terraform_data.service"]);
    expect((await app.run("plan", "--detailed-exitcode")).status).toBe(0);
  });

  it("stops at a stack that now does something else, and says what", async () => {
    // How long the id is, only the apply tells.
    app.describe({
      ...stacks(),
      "app-service": {
        reads: ["app-network"],
        json: {
          terraform: {},
          data: { terraform_remote_state: { "app-network": { backend: "local", config: stateOfNetwork() } } },
          resource: { terraform_data: { service: { count: `\${startswith("${READ}", "stand-in") ? 1 : 2}` } } },
        },
      },
    });
    await app.run("plan");

    const { status, text } = await deployReviewed();

    expect(status).toBe(1);
    expect(text).toMatch(/app-network +✓ applied as reviewed/);
    expect(text).toContain("the plan is another one than was reviewed");
    expect(text).toContain("terraform_data.service[1]: create was not announced");
    expect(app.stateAddresses("app-service")).toBeUndefined();
  });

  it("refuses before it applies anything when a configuration has changed since", async () => {
    await app.run("plan");
    app.describe(stacks("b"));

    const { status, text } = await deployReviewed();

    expect(status).toBe(1);
    expect(text).toContain("nothing was applied");
    expect(text).toContain("app-dns: its configuration has changed since the review; plan again");
    expect(app.stateAddresses("app-network")).toBeUndefined();
  });

  it("refuses when a state has moved on since", async () => {
    await app.run("plan");
    await app.run("deploy", "dns", "--auto-approve");

    const { status, text } = await deployReviewed();

    expect(status).toBe(1);
    expect(text).toContain("app-dns: its state has moved on since the review; plan again");
    expect(app.stateAddresses("app-network")).toBeUndefined();
  });

  it("refuses a plan that is not the reviewed one", async () => {
    await app.run("plan");
    appendFileSync(join(app.reviewFolder(), "plans/app-dns.tfplan"), "more");

    const { status, text } = await deployReviewed();

    expect(status).toBe(1);
    expect(text).toContain("app-dns: the saved plan is not the one that was reviewed; plan again");
    expect(app.stateAddresses("app-network")).toBeUndefined();
  });

  it("refuses a plan that was swapped with a receipt that fits, for what it does and by the gates", async () => {
    await app.run("deploy", "--auto-approve");
    app.gates({ forbid: ["delete"] });
    const receipt = join(app.reviewFolder(), "reviewed.json");
    app.describe({ ...stacks("b"), "app-dns": { resources: { other: {} } } });
    await app.run("plan");
    const { stacks: ofOther } = JSON.parse(readFileSync(receipt, "utf8")) as Receipt;
    const planDigest = ofOther.find(({ id }) => id === "app-dns")?.planDigest;
    const plan = readFileSync(join(app.reviewFolder(), "plans/app-dns.tfplan"));
    app.describe(stacks("b"));
    await app.run("plan");
    const file = join(app.reviewFolder(), "plans/app-dns.tfplan");
    writeFileSync(file, plan);
    const whole = JSON.parse(readFileSync(receipt, "utf8")) as Receipt;
    const swapped = whole.stacks.map((stack) => ({ ...stack, ...(stack.id === "app-dns" && { planDigest }) }));
    writeFileSync(receipt, JSON.stringify({ ...whole, stacks: swapped }));

    const { status, text } = await deployReviewed("--approved");

    expect(status).toBe(1);
    expect(text).toContain("nothing was applied");
    expect(text).toContain(
      "app-dns: the saved plan is not what the review says: terraform_data.zone: delete instead of update",
    );
    expect(text).toContain("forbidden by the gate delete: app-dns: terraform_data.zone");
    expect(app.stateAddresses("app-dns")).toEqual(["terraform_data.zone"]);
  });

  it("refuses a review that was changed after it was made", async () => {
    await app.run("plan");
    const file = join(app.reviewFolder(), "review.json");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("create", "update"));

    const { status, text } = await deployReviewed();

    expect(status).toBe(2);
    expect(text).toContain("is not the review that reviewed.json was made for");
  });

  it("refuses the review of another environment", async () => {
    await app.run("plan", "--env", "staging");

    const { status, text } = await app.run("deploy", "--reviewed", app.reviewFolder("staging"));

    expect(status).toBe(2);
    expect(text).toContain('the review is of "staging", not of "local"');
  });

  it("says how to make a review where there is none", async () => {
    const { status, text } = await deployReviewed();

    expect(status).toBe(2);
    expect(text).toContain("there is no review that can be applied; make one with `cdktf plan`");
  });
});

describe("the gates of an environment", () => {
  it("keep a forbidden change from being applied, reviewed or not", async () => {
    await app.run("deploy", "--auto-approve");
    app.gates({ forbid: ["delete"] });
    app.describe({ ...stacks(), "app-dns": { resources: { other: {} } } });
    await app.run("plan");

    const reviewed = await deployReviewed("--approved");
    const unreviewed = await app.run("deploy", "--auto-approve", "--approved");

    for (const { status, text } of [reviewed, unreviewed]) {
      expect(status).toBe(1);
      expect(text).toContain("forbidden by the gate delete: app-dns: terraform_data.zone");
    }
    expect(app.stateAddresses("app-dns")).toEqual(["terraform_data.zone"]);
  });

  it("let through with an approval what needs one", async () => {
    app.gates({ requireApproval: ["create"] });
    await app.run("plan");

    const without = await deployReviewed();
    const approved = await deployReviewed("--approved");

    expect(without.status).toBe(1);
    expect(without.text).toContain("needs an approval (create): app-dns: terraform_data.zone");
    expect(approved.status).toBe(0);
  });

  it("are refused before anything is planned when they name what no review finds", async () => {
    app.gates({ forbid: ["data-loss"] });

    const { status, text } = await app.run("deploy", "--auto-approve");

    expect(status).toBe(2);
    expect(text).toContain('local: gates.forbid: "data-loss" is neither a level nor a rule; levels are data loss,');
    expect(app.stateAddresses("app-network")).toBeUndefined();
  });

  it("refuse a plan that is too old", async () => {
    app.gates({ oldestPlanMinutes: 0.001 });
    await app.run("plan");

    const { status, text } = await deployReviewed();

    expect(status).toBe(1);
    expect(text).toMatch(/forbidden by the gate oldestPlanMinutes: .*plan again/);
  });
});

function stateOfNetwork() {
  return { path: app.stateFile("app-network") };
}
