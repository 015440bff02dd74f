import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type Cloud, edgeUrl } from "@app/local-cloud";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Program of a browser on this machine, or undefined. */
export function findBrowser(): string | undefined {
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

/** Writes a note in the page as a person would, reloads it, and returns what the page shows then. */
export async function writeNoteInBrowser(
  cloud: Cloud,
  browserPath: string,
  text: string,
  screenshot: string,
): Promise<{ readonly startedAt: string; readonly notes: string[] }> {
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  try {
    // The authority of this checkout is not one that the browser knows.
    const page = await browser.newPage({ ignoreHTTPSErrors: true, viewport: { width: 900, height: 700 } });
    await page.goto(`http://${cloud.domain}:${cloud.httpPort}/`);
    const startedAt = page.url();
    await page.getByLabel("New note").fill(text);
    await page.getByRole("button", { name: "Add note" }).click();
    await page.waitForURL(`${edgeUrl(cloud)}/`);
    await page.reload();
    mkdirSync(dirname(screenshot), { recursive: true });
    await page.screenshot({ path: screenshot });
    return { startedAt, notes: await page.locator(".notes li > p").allTextContents() };
  } finally {
    await browser.close();
  }
}

/** Orders something in the shop as a person would. Returns how often its page says that this person ordered. */
export async function placeOrderInBrowser(
  cloud: Cloud,
  browserPath: string,
  text: string,
  screenshot: string,
): Promise<string | null> {
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ ignoreHTTPSErrors: true, viewport: { width: 900, height: 700 } });
    await page.goto(edgeUrl(cloud));
    await page.getByLabel("Order").fill(text);
    await page.getByRole("button", { name: "Order" }).click();
    await page.waitForURL(`${edgeUrl(cloud)}/orders`);
    await page.goto(edgeUrl(cloud));
    mkdirSync(dirname(screenshot), { recursive: true });
    await page.screenshot({ path: screenshot });
    return await page.getByRole("status").textContent();
  } finally {
    await browser.close();
  }
}
