import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FixtureApp } from "./fixture-app";

let app: FixtureApp;
beforeEach(() => {
  app = new FixtureApp({
    "app-network": { resources: { network: {} }, outputs: { id: { value: "${terraform_data.network.output}" } } },
    "app-dns": { resources: { dns: {} } },
    "app-service": {
      reads: ["app-network"],
      resources: { service: { input: "${data.terraform_remote_state.app-network.outputs.id}" } },
    },
  });
});
afterEach(() => app.stop());

describe("cdktf diff", () => {
  it("prints Terraform's plan of every stack, and what a stack waits for that cannot be planned yet", async () => {
    const { status, text } = await app.run("diff", "app");

    expect(status).toBe(0);
    expect(text).toContain("# terraform_data.network will be created");
    expect(text).toContain("# terraform_data.dns will be created");
    expect(text).toMatch(/app-network +✓ 1 to add/);
    expect(text).toMatch(/app-service +✓ waits for app-network \(not deployed yet\)/);
    expect(app.stateAddresses("app-network")).toBeUndefined();
  });

  it("never initializes a folder twice at once, however many stacks ask whether it is deployed", async () => {
    const reader = { reads: ["app-network"] };
    app.describe({ "app-network": { resources: { network: {} } }, "app-a": reader, "app-b": reader, "app-c": reader });

    await app.run("diff");

    const log = readFileSync(join(app.outputFolder(), "logs/app-network.log"), "utf8");
    expect(log.match(/\$ terraform init/g)).toHaveLength(1);
  });

  it("ends with 2 for changes and 0 for none when asked for a detailed exit code", async () => {
    const before = await app.run("diff", "--detailed-exitcode");
    await app.run("deploy", "--auto-approve");
    const after = await app.run("diff", "app", "--detailed-exitcode");

    expect(before.status).toBe(2);
    expect(after.text).toMatch(/app-service +✓ no changes/);
    expect(after.status).toBe(0);
  });

  it("plans the other stacks when one of them cannot be planned", async () => {
    app.describe({
      "app-dns": { resources: { dns: {} } },
      "app-broken": { resources: { broken: { input: "${terraform_data.absent.output}" } } },
    });

    const { status, text } = await app.run("diff", "--detailed-exitcode");

    expect(status).toBe(1);
    expect(text).toMatch(/app-dns +✓ 1 to add/);
    expect(text).toMatch(/app-broken +✗ failed: Reference to undeclared resource/);
  });

  it("keeps nobody from planning another environment", async () => {
    const [local, staging] = await Promise.all([app.run("diff", "dns"), app.run("diff", "dns", "--env", "staging")]);

    expect([local.status, staging.status]).toEqual([0, 0]);
  });
});
