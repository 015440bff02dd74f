import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Interruption } from "../schedule/interruption";
import { slots } from "../schedule/slots";
import type { Stack } from "../stacks/stack";
import { StateReader } from "./state-reader";

const AWS = { aws: { source: "aws", version: "5.100.0" } };
const OUTPUTS = { vpc_id: { value: "vpc-1", sensitive: false } };

describe("StateReader", () => {
  let root: string;
  let interruption: Interruption;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "reading-"));
    interruption = new Interruption(() => undefined);
    writeFileSync(join(root, "outputs.json"), JSON.stringify(OUTPUTS));
    // Writes down where it was asked for what, and answers what a state holds.
    program(`echo "$1 $(basename "$PWD" | cut -d. -f1)" >> ${root}/asked; [ "$1" = init ] || cat ${root}/outputs.json`);
  });
  afterEach(() => {
    interruption.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  function program(script: string): void {
    const file = join(root, "terraform");
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  function stack(id: string, required_providers: object = AWS): Stack {
    const terraform = { backend: { s3: { key: `${id}.tfstate` } }, required_providers };
    const configuration = JSON.stringify({ terraform, resource: { aws_vpc: { vpc: {} } } });
    return { id, dependencies: [], folder: join(root, id), configuration };
  }

  const reader = (variables: Readonly<Record<string, string>> = {}) =>
    new StateReader({
      binary: join(root, "terraform"),
      environment: { PATH: process.env.PATH, ...variables },
      interruption,
      folder: join(root, "reading"),
      inSlot: slots(2),
      initQueue: (task) => task(),
      pins: undefined,
    });
  const asked = () => readFileSync(join(root, "asked"), "utf8").trim().split("\n");
  const folders = () => (existsSync(join(root, "reading")) ? readdirSync(join(root, "reading")) : []);

  it("reads the outputs of a state, knowing its backend and the providers of what is in it, and nothing else", async () => {
    expect(await reader().outputs(stack("network"))).toEqual(OUTPUTS);
    const [folder = ""] = folders();
    expect(asked()).toEqual([`init ${folder}`, `output ${folder}`]);
    expect(JSON.parse(readFileSync(join(root, "reading", folder, "backend.tf.json"), "utf8"))).toEqual({
      terraform: { backend: { s3: { key: "network.tfstate" } }, required_providers: AWS },
    });
  });

  it("prepares a folder once, for later runs as well", async () => {
    const network = stack("network");
    await reader().outputs(network);
    await reader().outputs(network);
    expect(asked().map((line) => line.split(" ")[0])).toEqual(["init", "output", "output"]);
  });

  it.each<[string, (network: Stack) => Promise<unknown>]>([
    ["other providers", () => reader().outputs(stack("network", { aws: { source: "aws", version: "6.0.0" } }))],
    ["another state", () => reader().outputs(stack("alb"))],
    ["another account", (network) => reader({ AWS_ENDPOINT_URL: "http://localhost:1" }).outputs(network)],
  ])("prepares another folder for %s", async (_, read) => {
    const network = stack("network");
    await reader().outputs(network);
    await read(network);
    expect(folders()).toHaveLength(2);
    expect(asked().filter((line) => line.startsWith("init"))).toHaveLength(2);
  });

  it("tells which stack cannot be read and why, and leaves nothing that a later run takes for prepared", async () => {
    program("echo 'Error: No valid credential sources found' >&2; exit 1");
    await expect(reader().outputs(stack("network"))).rejects.toMatchObject({
      stackId: "network",
      message: "No valid credential sources found\n→ sign in to AWS first, for example with `aws sso login`",
    });
    expect(folders()).toEqual([]);
  });

  it("reads what others have prepared meanwhile", async () => {
    const network = stack("network");
    expect(await Promise.all([reader().outputs(network), reader().outputs(network)])).toEqual([OUTPUTS, OUTPUTS]);
    expect(folders()).toHaveLength(1);
  });
});
