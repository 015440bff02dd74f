import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Cloud, cloudEnvironment, emulatorHeaders, startCloud, stopCloud } from "@app/local-cloud";
import { FixtureApp, type FixtureStacks, held, recorded } from "./fixture-app";

/** The version that the checkout's stacks are pinned to: found in a mirror where the registry does not answer. */
const AWS_PROVIDER = { source: "hashicorp/aws", version: "5.100.0" };
const ROOT = join(__dirname, "../../..");
const NAME = `stack-runner-e2e-${process.pid}`;

let cloud: Cloud;
let apps: FixtureApp[] = [];
let bucket = "";
let count = 0;

beforeAll(async () => {
  cloud = await startCloud({
    name: NAME,
    root: ROOT,
    domain: "example.test",
    runtime: "process",
    onProgress: () => undefined,
  });
});
beforeEach(() => {
  count += 1;
  bucket = `stack-runner-states-${count}`;
});
afterEach(async () => {
  await Promise.all(apps.map((app) => app.stop()));
  apps = [];
});
afterAll(async () => {
  await stopCloud({ root: ROOT, name: NAME });
  rmSync(join(ROOT, ".local/cloud", NAME), { recursive: true, force: true });
});

/** A checkout of the same app whose states lie in the same bucket. */
function checkout(stacks: FixtureStacks): FixtureApp {
  const app = new FixtureApp(stacks, (environment, id) => ({
    s3: { bucket, key: stateKey(id, environment), region: "us-east-1", use_lockfile: true, use_path_style: true },
  }));
  Object.assign(app.variables, cloudEnvironment(cloud));
  apps.push(app);
  return app;
}

function stateKey(stack: string, environment = "local"): string {
  return `${environment}/${stack}.tfstate`;
}

function stateStack(): FixtureStacks {
  return {
    "app-state": {
      json: {
        terraform: { required_providers: { aws: AWS_PROVIDER } },
        provider: { aws: [{ s3_use_path_style: true }] },
        resource: { aws_s3_bucket: { bucket: { bucket, force_destroy: true } } },
      },
    },
  };
}

/** What the bucket holds; undefined when there is none. */
async function keys(): Promise<string[] | undefined> {
  const answer = await fetch(`http://127.0.0.1:${cloud.port}/${bucket}?list-type=2`, {
    headers: emulatorHeaders(cloud),
  });
  if (!answer.ok) return undefined;
  return [...(await answer.text()).matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) => key);
}

async function stateOf(stack: string): Promise<string[]> {
  const answer = await fetch(`http://127.0.0.1:${cloud.port}/${bucket}/${stateKey(stack)}`, {
    headers: emulatorHeaders(cloud),
  });
  const { resources } = (await answer.json()) as { resources: { type: string; name: string }[] };
  return resources.map(({ type, name }) => `${type}.${name}`).sort();
}

async function createBucket(): Promise<void> {
  await fetch(`http://127.0.0.1:${cloud.port}/${bucket}`, { method: "PUT", headers: emulatorHeaders(cloud) });
}

describe("bootstrap", () => {
  it("creates the state bucket, keeps its own state in it, and does nothing the second time", async () => {
    const app = checkout(stateStack());
    app.variables.TF_CLI_CONFIG_FILE = undefined;

    const first = await app.run("bootstrap");
    const second = await app.run("bootstrap");

    expect(first.text).toMatch(/app-state +1 to add/);
    expect(first.status).toBe(0);
    expect(await keys()).toEqual([stateKey("app-state")]);
    expect(await stateOf("app-state")).toEqual(["aws_s3_bucket.bucket"]);
    expect(existsSync(join(app.stackFolder("app-state"), "terraform.tfstate"))).toBe(false);
    expect(second.text).toMatch(/app-state +✓ the state bucket is ready/);
    expect(second.text).not.toContain("to add");
  });

  it("goes on where Ctrl-C ended it", async () => {
    const app = checkout(stateStack());
    app.variables.TF_CLI_CONFIG_FILE = undefined;
    const runner = app.start("bootstrap");
    await runner.untilPrinted(/app-state +1 to add/);
    runner.signalGroup("SIGINT");
    const interrupted = await runner.result;

    const { status } = await app.run("bootstrap");

    expect(interrupted.status).toBe(130);
    expect(status).toBe(0);
    expect(await keys()).toEqual([stateKey("app-state")]);
    expect(await stateOf("app-state")).toEqual(["aws_s3_bucket.bucket"]);
  });

  it("takes a bucket without a state into one", async () => {
    const app = checkout(stateStack());
    app.variables.TF_CLI_CONFIG_FILE = undefined;
    await createBucket();

    const { status, text } = await app.run("bootstrap");

    expect(text).toContain(`the bucket ${bucket} exists without a state: importing it as aws_s3_bucket.bucket`);
    expect(status).toBe(0);
    expect(await stateOf("app-state")).toEqual(["aws_s3_bucket.bucket"]);
  });

  it("first lets the app look at the account, which may end it", async () => {
    const app = checkout(stateStack());
    app.variables.TF_CLI_CONFIG_FILE = undefined;
    await createBucket();
    app.prepareAccount('async ({ environment }) => { throw new Error("not the owner of " + environment); }');

    const { status, text } = await app.run("bootstrap");

    expect(status).toBe(1);
    expect(text).toContain("not the owner of local");
    expect(await keys()).toEqual([]);
  });

  it("is the remedy that a deploy names while there is no bucket", async () => {
    const app = checkout({ "app-a": { resources: { a: recorded("a") } } });

    const { status, text } = await app.run("deploy", "--auto-approve");

    expect(status).toBe(1);
    expect(text).toContain("the state bucket is missing: run `cdktf bootstrap` for this environment first");
    expect(app.events()).toEqual([]);
  });
});

describe("states in S3", () => {
  const SLOW: FixtureStacks = {
    "app-a": { resources: { quick: recorded("quick"), slow: { ...recorded("slow", 60), dependsOn: ["quick"] } } },
    "app-b": { reads: ["app-a"], resources: { b: recorded("b") } },
  };

  it("hold what was created before Ctrl-C, and no lock object stays behind", async () => {
    await createBucket();
    const app = checkout(SLOW);
    const runner = app.start("deploy", "--auto-approve");
    await runner.until(() => app.events().includes("creating slow"), "creating slow");
    expect(await keys()).toContain(`${stateKey("app-a")}.tflock`);

    runner.signalGroup("SIGINT");

    expect((await runner.result).status).toBe(130);
    expect(await keys()).toEqual([stateKey("app-a")]);
    expect(await stateOf("app-a")).toEqual(["terraform_data.quick", "terraform_data.slow"]);
  });

  it("that a colleague has locked are left alone, with who and since when", async () => {
    await createBucket();
    const colleague = checkout(SLOW);
    const theirs = colleague.start("deploy", "--auto-approve");
    await theirs.until(() => colleague.events().includes("creating slow"), "creating slow");
    const app = checkout(SLOW);

    const { status, text } = await app.run("deploy", "--auto-approve");

    expect(status).toBe(1);
    expect(text).toMatch(/the state is locked by \S+@\S+ since \d{4}-\d\d-\d\d .*OperationTypeApply/);
    expect(text).toMatch(/app-b +· not started/);
    await theirs.stop();
  });

  it("that a killed Terraform left locked are freed by the command that its message names", async () => {
    await createBucket();
    const app = checkout({ "app-a": { resources: { slow: held("slow") } } });
    const runner = app.start("deploy", "--auto-approve");
    await runner.until(() => app.events().includes("creating slow"), "creating slow");

    for (const terraform of app.terraforms()) process.kill(terraform, "SIGKILL");

    const { text } = await runner.result;
    expect(text).toMatch(
      /→ its lock is left, held by \S+@\S+ since .* \(OperationTypeApply, .*\): `cdktf unlock app-a --env local` frees it/,
    );
    const unlocked = await app.run("unlock", "app-a", "--env", "local", "--auto-approve");
    expect(unlocked.text).toMatch(/app-a is locked by \S+@\S+ since [\s\S]*app-a +✓ unlocked/);
    expect(unlocked.status).toBe(0);
    expect((await app.run("unlock", "app-a", "--auto-approve")).text).toMatch(/app-a +is not locked/);
    app.letGo("slow");
    expect((await app.run("deploy", "--auto-approve")).status).toBe(0);
    expect(await keys()).toEqual([stateKey("app-a")]);
  });
});
