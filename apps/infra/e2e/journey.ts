import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stackGroup } from "@app/config";
import { findCloud, requestEdge } from "@app/local-cloud";
import { Account } from "./account";
import { findBrowser, writeNoteInBrowser } from "./browser";
import { type Checkout, ROOT } from "./checkout";
import { eventually } from "./eventually";
import { createQueueAsAnotherUser, createQueueFromPage, createQueueWithKey, readableByOthers } from "./intruders";
import { underLoad } from "./load";
import { buildRelease } from "./releases";
import { shipped, web, webStack, webStackId } from "./shipped";

const NOTE = "Written in a real browser";

/**
 * From nothing to releases under load and back, on the checkout's runtime. The tests build on each other; further ones
 * find everything deployed.
 */
export function describeJourney(checkout: Checkout): void {
  const stacks = join(checkout.output, shipped.name, "stacks");
  const override = join(stacks, `${stackGroup}-cluster/wrong_override.tf.json`);

  it("deploys what does not depend on a stack that fails, and says which and why", async () => {
    mkdirSync(join(override, ".."), { recursive: true });
    const aws_ecs_cluster = { cluster: { setting: [{ name: "SOMETIMES", value: "enabled" }] } };
    writeFileSync(override, JSON.stringify({ resource: { aws_ecs_cluster } }));

    const ended = await checkout.script("start");

    expect(ended).toHaveEnded(1);
    expect(ended.output).toMatch(/infra-cluster +✗ failed: .*SOMETIMES/);
    expect(ended.output).toMatch(/infra-dns +✓ applied/);
    expect(ended.output).toMatch(/infra-alb +· not started/);
    expect(ended.output).toMatch(new RegExp(`${webStackId} +· not started`));
    const account = new Account(checkout.cloud());
    expect(await account.locks()).toEqual([]);
    const network = await account.state("network");
    const ids = await account.networkIds();
    expect(ids.length).toBeGreaterThanOrEqual(6);
    expect(ids.filter((id) => !network.includes(id))).toEqual([]);
  });

  it("goes on where it stopped once the mistake is corrected, until Flask answers", async () => {
    rmSync(override);
    const ended = await checkout.script("start");
    expect(ended).toHaveEnded(0);
    expect(ended.output).toMatch(/infra-cluster +✓ applied/);
    expect(ended.output).toMatch(/infra-network +✓ no changes/);
    expect(ended.output).toContain(`https://${checkout.cloud().domain}:`);
  });

  it("redirects to HTTPS and then shows the page", async () => {
    const cloud = checkout.cloud();
    const redirect = await requestEdge(cloud, "/", "http");
    expect(redirect.status).toBe(301);
    expect(redirect.headers.location).toBe(`https://${cloud.domain}:${cloud.httpsPort}/`);
    const page = await requestEdge(cloud);
    expect(page.status).toBe(200);
    expect(page.body).toContain("New note");
  });

  it.each(web.kind === "web" ? web.hiddenPaths : [])(
    "answers nobody who asks for %s, as the description says",
    async (path) => {
      const cloud = checkout.cloud();
      const { status, body } = await requestEdge(cloud, path);
      // The load balancer's own words: the application was not asked.
      expect([status, body]).toEqual([404, "Not found"]);
      const otherwise = `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`;
      expect((await requestEdge(cloud, otherwise)).status).toBe(404);
    },
  );

  it("writes the request with its id into CloudWatch Logs", async () => {
    const cloud = checkout.cloud();
    const id = (await requestEdge(cloud)).headers["x-request-id"];
    expect(id).toMatch(/^Root=/);
    const lines = await eventually(async () => {
      const found = await new Account(cloud).logLines(String(id));
      return found.length > 0 ? found : undefined;
    });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ request_id: id, path: "/", status: 200 });
  });

  const browser = findBrowser();
  (browser || process.env.CI ? it : it.skip)("keeps a note that was written in a browser", async () => {
    if (!browser) throw new Error("no browser found; install Chromium or name one in CHROME_PATH");
    const cloud = checkout.cloud();
    const screenshot = join(ROOT, ".local/screenshots", `notes-${checkout.runtime}.png`);
    const { startedAt, notes } = await writeNoteInBrowser(cloud, browser, NOTE, screenshot);
    expect(startedAt).toBe(`https://${cloud.domain}:${cloud.httpsPort}/`);
    expect(notes).toContain(NOTE);
    expect(await new Account(cloud).notes()).toContain(NOTE);
  });

  (browser || process.env.CI ? it : it.skip)("lets in neither another user nor a page of another origin", async () => {
    if (!browser) throw new Error("no browser found; install Chromium or name one in CHROME_PATH");
    const cloud = checkout.cloud();
    const asked = createQueueAsAnotherUser(cloud, "of-another-user");
    expect(asked.filter(({ status }) => status !== 403)).toEqual([]);
    const fromPage = await createQueueFromPage(cloud, browser, "of-a-page");
    expect(fromPage.filter(({ status }) => status !== undefined)).toEqual([]);
    expect(await createQueueWithKey(cloud, "of-ours")).toBe(200);
    expect((await new Account(cloud).queues()).filter((name) => name.startsWith("of-"))).toEqual(["of-ours"]);
    const { accountFolder } = checkout;
    const secret = ["test-role", "aws.env", "cloud.json", "account/state", "emulator.log", "cdktf.out"];
    expect(readableByOthers(secret.map((name) => join(accountFolder, name)))).toEqual([]);
  });

  it("plans no changes right after a deploy, in every stack", async () => {
    const ended = await checkout.cdktf(["diff", "infra", "--detailed-exitcode"]);
    expect(ended.output).not.toContain("Terraform will perform");
    expect(ended).toHaveEnded(0);
  });

  it("publishes outputs under readable names, for plain Terraform as well", async () => {
    const { output } = await checkout.cdktf(["output", webStack, "network"]);
    expect(output).toMatch(/vpc_id = vpc-/);
    expect(output).toMatch(new RegExp(`service_name = \\S*${web.key}`));
    const names = JSON.parse(
      execFileSync("terraform", ["output", "-json"], {
        cwd: join(stacks, `${stackGroup}-network`),
        encoding: "utf8",
        env: { ...process.env, ...checkout.environment() },
      }),
    );
    expect(Object.keys(names)).toContain("private_subnet_ids");
  });

  it("says who holds a lock and since when", async () => {
    const account = new Account(checkout.cloud());
    const lock = { ID: "11111111-2222-3333-4444-555555555555", Operation: "OperationTypeApply", Info: "" };
    const Who = "somebody@elsewhere";
    await account.lock("network", { ...lock, Who, Version: "1.11.4", Created: "2026-01-02T03:04:05Z", Path: "x" });
    try {
      const ended = await checkout.cdktf(["deploy", "network", "--auto-approve"]);
      expect(ended).toHaveEnded(1);
      expect(ended.output).toContain("locked by somebody@elsewhere since 2026-01-02 03:04:05");
      expect(ended.output).toContain("`cdktf unlock infra-network --env ");
    } finally {
      await account.unlock("network");
    }
  });

  it("releases a new version under load without losing a request", async () => {
    const cloud = checkout.cloud();
    const image = await buildRelease(cloud, "a new headline");
    const { load, result } = await underLoad(cloud, () =>
      checkout.cdktf(["deploy", webStack, "--auto-approve"], { IMAGE_URI: image }),
    );
    expect(result).toHaveEnded(0);
    expect((await requestEdge(cloud)).body).toContain("released again");
    expect(load.lost).toEqual([]);
    expect(load.answered).toBeGreaterThan(20);
  });

  it("rolls back a version that cannot start, and the old one answers throughout", async () => {
    const cloud = checkout.cloud();
    const published = await new Account(cloud).output(webStack, "image_uri");
    const image = await buildRelease(cloud, "a server that cannot start");
    const { load, result } = await underLoad(cloud, () =>
      checkout.cdktf(["deploy", webStack, "--auto-approve"], { IMAGE_URI: image }),
    );
    expect(result).toHaveEnded(1);
    expect(result.output).toContain("rolled back");
    // Without Docker the emulator sees the process end; Docker's engine says so before the task counts as started.
    expect(result.output).toMatch(
      /\d tasks?: .*(container \S+ ended with exit code [1-9]|the container ended before it)/,
    );
    expect(result.output).toMatch(/last lines(.*\n)*.*this release cannot start/);
    expect(await new Account(cloud).output(webStack, "image_uri")).toBe(published);
    expect((await requestEdge(cloud)).body).toContain("released again");
    expect(load.lost).toEqual([]);
    expect(load.answered).toBeGreaterThan(20);
  });

  it("comes back after a stop with what it held, and without its output folder: the state is in S3", async () => {
    expect(await checkout.script("stop")).toHaveEnded(0);
    expect(findCloud({ root: ROOT, name: checkout.name })).toBeUndefined();
    rmSync(checkout.output, { recursive: true, force: true });
    const ended = await checkout.script("start");
    expect(ended).toHaveEnded(0);
    const cloud = checkout.cloud();
    expect((await requestEdge(cloud)).status).toBe(200);
    const account = new Account(cloud);
    if (browser) expect(await account.notes()).toContain(NOTE);
    const deployed = await account.stacks();
    expect(deployed).toEqual(expect.arrayContaining(["state", "network", webStack]));
    for (const stack of deployed) {
      // The sources are released again: what was released above were images of their own.
      const done = stack === webStack ? "applied: 1 to add, 1 to change, 1 to destroy" : "no changes";
      expect(ended.output).toMatch(new RegExp(`${stackGroup}-${stack} +✓ ${done}`));
    }
  });
}
