import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "@app/config";
import type { Checkout, Ended } from "./checkout";
import { EdgeSession } from "./edge-session";
import { eventually } from "./eventually";
import { JobAccount, type ReleaseLine } from "./job-account";
import { shopRelease } from "./shop-release";

const APPLICATION = join(__dirname, "applications/shop");
const FAILING_MIGRATION = 'print("upgrade 4f2a", flush=True)\nraise SystemExit("no such column: orders.total")\n';

/** The deployed shop's migration before each release, and its job by the clock. */
export function describeJobs(checkout: Checkout, environment: Environment): void {
  const account = () => new JobAccount(checkout.cloud(), environment);
  const answering = async () => JSON.parse((await new EdgeSession(checkout.cloud()).get("/release")).body).release;

  /** Deploys a release of which some files are changed. */
  async function release(number: number, changes: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const module = readFileSync(join(APPLICATION, "shop/shop/release.py"), "utf8");
    const image = await shopRelease({
      "shop/release.py": module.replace("NUMBER = 1", `NUMBER = ${number}`),
      ...changes,
    });
    return checkout.cdktf(["deploy", "infra", "--auto-approve"], { IMAGE_URI: image });
  }

  async function lineOf(service: string, event: ReleaseLine["event"], number: number): Promise<ReleaseLine> {
    return eventually(async () => (await account().lines(service, event)).find((line) => line.release === number));
  }

  async function migratedBeforeServing(number: number): Promise<boolean> {
    const migrated = await lineOf("migrate", "migrated", number);
    return migrated.time < (await lineOf("web", "serving", number)).time;
  }

  it("ran the migration before the first web server started", async () => {
    expect(await migratedBeforeServing(1)).toBe(true);
  });

  it("runs the job when it is due, again and again", async () => {
    await eventually(async () => ((await account().lines("report", "reported")).length >= 2 ? true : undefined));
    expect(await account().failures()).toEqual([]);
  });

  it("tells of a run of the job that fails", async () => {
    await account().failReport(3);
    const failures = await eventually(async () => {
      const found = await account().failures();
      return found.length > 0 ? found : undefined;
    });
    expect(failures).toEqual([3]);
  });

  it("keeps the old version serving when the migration of a new one fails", async () => {
    const ended = await release(2, { "shop/migrate.py": FAILING_MIGRATION });
    expect(ended).toHaveEnded(1);
    const summary = ended.output.slice(ended.output.lastIndexOf("infra-service-migrate"));
    expect(summary).toMatch(
      /✗ failed: its task ended with exit code 1, and wrote at last:\n +upgrade 4f2a\n +no such column: orders\.total\n/,
    );
    expect(summary).toMatch(/infra-service-web +· not started: a stack that it waits for failed/);
    expect(await answering()).toBe(1);
    expect(await account().lines("web", "serving")).not.toContainEqual(expect.objectContaining({ release: 2 }));
  });

  it("fails again as long as nothing is corrected, though Terraform has nothing to change", async () => {
    const ended = await release(2, { "shop/migrate.py": FAILING_MIGRATION });
    expect(ended).toHaveEnded(1);
    expect(ended.output).toMatch(/infra-service-migrate +no changes\n/);
    expect(ended.output).toContain("no such column: orders.total");
    expect(await answering()).toBe(1);
  });

  it("converges once the migration is corrected", async () => {
    const ended = await release(3);
    expect(ended).toHaveEnded(0);
    expect(await answering()).toBe(3);
    expect(await migratedBeforeServing(3)).toBe(true);
  });

  it("plans no changes afterwards, and does not migrate again", async () => {
    const ended = await release(3);
    expect(ended).toHaveEnded(0);
    for (const [, text] of ended.output.matchAll(/infra-\S+ +✓ (.*)/g)) expect(text).toMatch(/^no changes/);
    expect(ended.output).toMatch(/infra-service-migrate +✓ no changes; ran already for this release\n/);
    expect((await account().lines("migrate", "migrated")).map((line) => line.release)).toEqual([1, 3]);
  });
}
