import { addresses, describeInBrowser, status } from "./browser";
import { manyChanges } from "./plan-builder";

describeInBrowser("the HTML review of 10,000 changes", (browser) => {
  const COUNT = 10_000;

  it("shows the first at once, scrolls to the last, and finds one", async () => {
    const page = await browser.open([manyChanges(COUNT)]);
    expect(await page.locator(".change").count()).toBeGreaterThan(50);
    expect(await status(page)).toBe("10,000 changes");
    await page.locator(`.change >> nth=${COUNT - 1}`).waitFor({ state: "attached" });
    await page.keyboard.press("End");
    const last = page.locator(".change").last();
    await until(async () => {
      const { y = -1, height = 0 } = (await last.boundingBox()) ?? {};
      return y >= 0 && y + height <= 900;
    });
    expect(await last.locator(".address").textContent()).toMatch(/\d+/);
    await page.getByLabel("Search").fill("new 7776");
    expect(await addresses(page)).toEqual(['aws_cloudwatch_event_rule.rule["key-7776"]']);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "100 data loss" }).click();
    expect(await status(page)).toBe("100 of 10,000 changes");
    expect(browser.incidents).toEqual([]);
  });
});

/** Waits until it holds; the time of the test limits it. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
