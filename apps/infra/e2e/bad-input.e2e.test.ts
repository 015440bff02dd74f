import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentNames } from "@app/config";
import { findCloud } from "@app/local-cloud";
import { Checkout, ROOT } from "./checkout";
import { shipped } from "./shipped";

/** One that is not on this machine. */
const ELSEWHERE = environmentNames().find((name) => name !== shipped.name) ?? "";

/** A mistake ends with one clear message and an exit code, before anything was done. */
describe("bad input", () => {
  const checkout = new Checkout("e2e-bad-input", "process");
  let bin: string;

  beforeAll(() => {
    bin = mkdtempSync(join(tmpdir(), "bin-"));
    symlinkSync(process.execPath, join(bin, "node"));
  });
  afterEach(() => expect(findCloud({ root: ROOT, name: checkout.name })).toBeUndefined());
  afterAll(() => {
    rmSync(bin, { recursive: true, force: true });
    return checkout.remove();
  });

  it.each([
    [
      "an environment that nobody described",
      ["deploy", "infra", "--env", "nowhere"],
      'no environment is called "nowhere"',
    ],
    [
      "a stack that does not exist",
      ["diff", "netwrok", "--env", ELSEWHERE],
      'no stack is called "netwrok"; there are infra-',
    ],
    ["an option that does not exist", ["deploy", "--yes"], "--yes"],
    ["nobody to ask", ["deploy", "infra", "--env", ELSEWHERE], "add --auto-approve"],
  ])("refuses %s", async (_, args, message) => {
    const ended = await checkout.cdktf(args);
    expect(ended.output).toContain(message);
    expect(ended.output).not.toContain("    at ");
    expect(ended).toHaveEnded(2);
  });

  it("refuses a configuration that is wrong, naming the place", async () => {
    const ended = await checkout.cdktf(["synth", "--env", ELSEWHERE], { IMAGE_URI: "repository:latest" });
    expect(ended.output).toMatch(/IMAGE_URI: .*repository:latest/s);
    expect(ended).toHaveEnded(2);
  });

  it("says how to start what does not run", async () => {
    const ended = await checkout.cdktf(["deploy", "infra", "--auto-approve"]);
    expect(ended.output).toContain("start it with `npm start`");
    expect(ended).toHaveEnded(1);
  });

  describe("of npm start", () => {
    let server: Server;
    let port: string;
    beforeAll(async () => {
      server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const address = server.address();
      port = `${address !== null && typeof address === "object" ? address.port : ""}`;
    });
    afterAll(() => server.close());

    it("names a port that is in use", async () => {
      const ended = await checkout.script("start", [], { LOCAL_HTTPS_PORT: port });
      expect(ended.output).toContain(`port ${port} (https) is in use`);
      expect(ended).toHaveEnded(1);
    });

    it("asks for Terraform where there is none", async () => {
      const ended = await checkout.script("start", [], { PATH: bin });
      expect(ended.output).toContain('"terraform" is not on the PATH; install Terraform 1.11.0 or newer');
      expect(ended).toHaveEnded(1);
    });

    it("asks for a newer Terraform where it is too old", async () => {
      const old = join(bin, "terraform-1.5");
      writeFileSync(old, `#!/bin/sh\necho '{"terraform_version":"1.5.7"}'\n`);
      chmodSync(old, 0o755);
      const ended = await checkout.script("start", [], { TERRAFORM_BINARY_NAME: old });
      expect(ended.output).toContain("Terraform 1.5.7 is too old; install 1.11.0 or newer");
      expect(ended).toHaveEnded(1);
    });

    it("asks for a Docker engine where one is demanded and none answers", async () => {
      const nowhere = { LOCAL_RUNTIME: "docker", DOCKER_HOST: "unix:///nowhere.sock" };
      const ended = await checkout.script("start", [], nowhere);
      expect(ended.output).toContain("no Docker engine answers on /nowhere.sock; start Docker");
      expect(ended).toHaveEnded(1);
    });

    it("names a runtime that does not exist", async () => {
      const ended = await checkout.script("start", [], { LOCAL_RUNTIME: "podman" });
      expect(ended.output).toContain('LOCAL_RUNTIME: "podman" is no runtime; use auto, docker or process');
      expect(ended).toHaveEnded(2);
    });
  });
});
