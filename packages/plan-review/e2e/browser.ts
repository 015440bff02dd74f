import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { htmlReview } from "../src/output/html/html-review";
import { type PlannedStack, reviewPlans } from "../src/review/review-plans";

export const SCREENSHOTS = join(__dirname, "../../../.local/screenshots");
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

type PageOptions = Parameters<Browser["newPage"]>[0];

/** A browser with one review at a time. */
export interface ReviewBrowser {
  /** What the page did that a document does not do: messages, errors, dialogs, requests for anything but its file. */
  readonly incidents: readonly string[];
  open(stacks: readonly PlannedStack[], options?: PageOptions): Promise<Page>;
  openHtml(html: string, options?: PageOptions): Promise<Page>;
}

/** A group of tests that need a browser: skipped loudly without one, except where its absence is a failure. */
export function describeInBrowser(name: string, tests: (browser: ReviewBrowser) => void): void {
  const program = findBrowser();
  if (!program) console.warn(`no browser found (${NAMES.join(", ")}, or CHROME_PATH): ${name} is not opened`);
  (program || process.env.CI ? describe : describe.skip)(name, () => {
    const incidents: string[] = [];
    let browser: Browser;
    let folder: string;
    beforeAll(async () => {
      if (!program) throw new Error(`no browser found; install one of ${NAMES.join(", ")}, or set CHROME_PATH`);
      browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
      folder = mkdtempSync(join(tmpdir(), "plan-review-"));
      mkdirSync(SCREENSHOTS, { recursive: true });
    });
    afterEach(async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
      incidents.length = 0;
    });
    afterAll(async () => {
      await browser?.close();
      if (folder) rmSync(folder, { recursive: true, force: true });
    });

    const openHtml = async (html: string, options: PageOptions = {}) => {
      const file = join(folder, "review.html");
      writeFileSync(file, html);
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
      record(page, `file://${file}`, incidents);
      await page.goto(`file://${file}`);
      return page;
    };
    tests({ incidents, openHtml, open: (stacks, options) => openHtml(htmlReview(reviewPlans(stacks)), options) });
  });
}

/** Addresses in the list, from top to bottom. */
export function addresses(page: Page): Promise<string[]> {
  return page.locator(".change .address").allTextContents();
}

export function status(page: Page): Promise<string | null> {
  return page.getByRole("status").textContent();
}

function record(page: Page, address: string, incidents: string[]): void {
  page.on("console", (message) => incidents.push(`console: ${message.text()}`));
  page.on("pageerror", ({ message }) => incidents.push(`error: ${message}`));
  page.on("request", (request) => request.url() !== address && incidents.push(`request: ${request.url()}`));
  page.on("dialog", async (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
}

function findBrowser(): string | undefined {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  for (const name of NAMES) {
    try {
      return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      // the next name
    }
  }
  return undefined;
}
