import { htmlReview } from "../src/output/html/html-review";
import { reviewPlans } from "../src/review/review-plans";
import { addresses, describeInBrowser } from "./browser";
import { HOSTILE_ADDRESS, hostileStack, SCRIPT_BREAKOUT } from "./hostile-texts";

describeInBrowser("the HTML review of a plan whose names and values try to be markup", (browser) => {
  it("shows them as text, and does nothing else", async () => {
    const page = await browser.open([hostileStack]);
    await page.locator("#open-all").click();
    expect(await addresses(page)).toContain(HOSTILE_ADDRESS);
    expect(await page.locator(".attribute .after").allTextContents()).toContain(JSON.stringify(SCRIPT_BREAKOUT));
    expect(await page.locator("img, iframe, svg, b b, u").count()).toBe(0);
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    await page.getByLabel("Search").fill("<img src=x");
    expect(await addresses(page)).toEqual([HOSTILE_ADDRESS]);
    expect(browser.incidents).toEqual([]);
  });

  it("writes characters that reorder text as codes", async () => {
    const page = await browser.open([hostileStack]);
    await page.locator("#open-all").click();
    const shown = await page.evaluate<string>("document.body.innerText");
    expect(shown).toContain("cidr = \\u202e8/0.0.0.01\\u202c");
    expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\ufeff]/);
  });

  it("runs no script that was written into the file", async () => {
    const html = htmlReview(reviewPlans([hostileStack]));
    const tampered = html.replace(
      "</body>",
      '<script>window.pwned = 4</script><input autofocus onfocus="window.pwned = 5"></body>',
    );
    const page = await browser.openHtml(tampered);
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    expect(browser.incidents).toContainEqual(expect.stringMatching(/inline script violates .*script-src/));
  });

  it("runs no script that is put into the page later", async () => {
    const page = await browser.open([hostileStack]);
    const violated = await page.evaluate(`new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
      const script = document.createElement("script");
      script.append("window.pwned = 6");
      document.body.append(script);
      setTimeout(resolve, 3000, "nothing");
    })`);
    expect(violated).toMatch(/script-src|require-trusted-types-for/);
    expect(await page.evaluate("window.pwned")).toBeUndefined();
  });

  it("takes no markup for its content", async () => {
    const page = await browser.open([hostileStack]);
    await expect(page.evaluate("document.body.innerHTML = '<p>new</p>'")).rejects.toThrow(/TrustedHTML/);
  });
});
