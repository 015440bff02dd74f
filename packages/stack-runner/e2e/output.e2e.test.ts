import { rmSync, writeFileSync } from "node:fs";
import { FixtureApp } from "./fixture-app";

describe("cdktf output", () => {
  let app: FixtureApp;
  beforeAll(async () => {
    app = new FixtureApp({
      "app-a": {
        resources: { a: {} },
        outputs: {
          url: { value: "https://example.com" },
          subnets: { value: ["one", "two"] },
          password: { value: "hunter2", sensitive: true },
        },
      },
      "app-b": { resources: { b: {} }, outputs: { id: { value: "b" } } },
    });
    await app.run("deploy", "a", "--auto-approve");
  });
  afterAll(() => app.stop());

  it("prints what each stack published, without secrets", async () => {
    const { status, stdout } = await app.run("output");

    expect(status).toBe(0);
    expect(stdout).toBe(
      [
        "app-a",
        "  password = (sensitive)",
        '  subnets = ["one","two"]',
        "  url = https://example.com",
        "",
        "app-b",
        "  no outputs: not deployed, or it publishes none",
        "",
      ].join("\n"),
    );
  });

  it("names the stack whose state Terraform cannot read", async () => {
    writeFileSync(app.stateFile("app-b"), '{"version": 99}');

    const { status, text } = await app.run("output");

    rmSync(app.stateFile("app-b"));
    expect(text).toContain("app-b: Unsupported state file format\nThe state file uses format version 99");
    expect(status).toBe(1);
  });

  it("prints nothing but JSON for programs, without secrets", async () => {
    const { status, stdout, text } = await app.run("output", "--json", "a");

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ "app-a": { url: "https://example.com", subnets: ["one", "two"] } });
    expect(text).not.toContain("hunter2");
  });
});
