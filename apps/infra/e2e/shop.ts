import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type RoleInUse, roleTable } from "../src/testing/role-table";
import { Account } from "./account";
import { environments } from "./applications/shop/environments";
import { findBrowser, placeOrderInBrowser } from "./browser";
import { calledByDelivery, calledByTasks, refusals } from "./called";
import { type Checkout, ROOT } from "./checkout";
import { deployApplication } from "./deploy-application";
import { EdgeSession } from "./edge-session";
import { eventually } from "./eventually";
import { JobAccount } from "./job-account";
import { PLAN_ROLE, ROLE_VARIABLE } from "./test-role";

export const shopFolder = join(__dirname, "applications/shop");
export const shopEnvironment = environments.load("local");

/** The shop from nothing to nothing on the checkout's runtime; `further` tests find it deployed. */
export function describeShop(checkout: Checkout, further?: () => void): void {
  const environment = shopEnvironment;
  const inUse: RoleInUse[] = [];
  const admin = () => new EdgeSession(checkout.cloud(), `admin.${environment.dns.domain}`);

  it("is deployed from nothing, the migration first, with its log in the summary", async () => {
    const ended = await deployApplication(checkout, environment);
    expect(ended).toHaveEnded(0);
    for (const { key } of environment.services)
      expect(ended.output).toMatch(new RegExp(`infra-service-${key} +✓ applied`));
    const summary = ended.output.slice(ended.output.lastIndexOf("infra-service-migrate"));
    expect(summary).toMatch(/✓ applied: .*; its task ended with 0 after \d+ s\n +\{"event": "migrated", "release": 1/);
  });

  it("plans no changes right after its deploy", async () => {
    const ended = await checkout.cdktf(["diff", "infra", "--detailed-exitcode", "--no-lock"], {
      [ROLE_VARIABLE]: PLAN_ROLE,
    });
    expect(ended.output).not.toContain("Terraform will perform");
    expect(ended).toHaveEnded(0);
  });

  const browser = findBrowser();
  (browser || process.env.CI ? it : it.skip)(
    "takes an order in a browser, which every part of it has seen",
    async () => {
      if (!browser) throw new Error("no browser found; install Chromium or name one in CHROME_PATH");
      const screenshot = join(ROOT, ".local/screenshots", `shop-${checkout.runtime}.png`);
      const ordered = await placeOrderInBrowser(checkout.cloud(), browser, "a green scarf", screenshot);
      // The session is in the cache.
      expect(ordered).toBe("1");
      const overview = await eventually(async () => {
        const { body } = await admin().get("/");
        return JSON.parse(body).done === 1 ? JSON.parse(body) : undefined;
      });
      expect(overview).toEqual({ orders: 1, done: 1, receipts: 1 });
    },
  );

  it("asks a service that nobody else reaches", async () => {
    const { status, body } = await new EdgeSession(checkout.cloud()).get("/prices/scarf");
    expect({ status, body: JSON.parse(body) }).toEqual({ status: 200, body: { price: 5 } });
  });

  it("opens when the container beside its server has filled the shelves", async () => {
    const account = new JobAccount(checkout.cloud(), environment);
    const [filled] = await account.lines("web", "filled");
    const [serving] = await account.lines("web", "serving");
    expect(filled?.time).toBeLessThan(serving?.time ?? 0);
  });

  if (further) describe("once it is deployed", further);

  it("called nothing in its tasks that their roles would refuse", async () => {
    const called = await calledByTasks(checkout, environment, new Account(checkout.cloud(), environment));
    inUse.push(...called);
    expect(refusals(called)).toEqual([]);
    // The worker asks its queue all the time; without a browser nobody has ordered from the page.
    const roles = called.filter(({ calls }) => calls.length > 0).map(({ role }) => role);
    expect(roles).toEqual(expect.arrayContaining([...(browser ? ["task of web"] : []), "task of worker"]));
  });

  it("is destroyed to nothing", async () => {
    const account = new Account(checkout.cloud(), environment);
    const ended = await checkout.cdktf(["destroy", "infra", "--auto-approve"]);
    expect(ended).toHaveEnded(0);
    expect(await account.networkIds()).toEqual([]);
    for (const store of ["postgres", "caches"]) expect(serversOf(join(checkout.accountFolder, store))).toEqual([]);
  });

  it("called nothing in its plans and deploys that the roles of workflows would refuse", () => {
    const called = calledByDelivery(checkout, environment);
    process.stdout.write(roleTable([...called, ...inUse]));
    expect(refusals(called)).toEqual([]);
    for (const { calls } of called) expect(calls.length).toBeGreaterThan(100);
  });
}

function serversOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
