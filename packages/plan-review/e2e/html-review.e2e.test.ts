import { join } from "node:path";
import type { ResourceChange } from "../src/plan/plan";
import { reviewPlans } from "../src/review/review-plans";
import { created, deleted, planOf } from "../src/testing/plans";
import { addresses, describeInBrowser, SCREENSHOTS, status } from "./browser";
import { exampleStacks, unchangedStacks } from "./example-plans";

describeInBrowser("the HTML review of several stacks", (browser) => {
  it("names the riskiest changes and why before anything is clicked", async () => {
    const page = await browser.open(exampleStacks);
    const first = page.locator(".first li").first();
    expect(await first.textContent()).toMatch(/aws_s3_bucket\.attachments.*infra-data.*data loss/);
    expect(await page.locator(".group h2").allTextContents()).toEqual(
      expect.arrayContaining(["Data loss 2", "Outage 2", "Drift 1"]),
    );
    expect(await addresses(page)).toEqual(
      expect.arrayContaining(["aws_s3_bucket.attachments", "aws_dynamodb_table.notes"]),
    );
    expect((await addresses(page))[0]).toBe("aws_s3_bucket.attachments");
    expect(browser.incidents).toEqual([]);
    await page.screenshot({ path: join(SCREENSHOTS, "plan-review-light.png") });
  });

  it("finds changes by address, by reason and by a value of an attribute", async () => {
    const page = await browser.open(exampleStacks);
    const search = page.getByLabel("Search");
    await search.fill("TARGET_GROUP");
    expect(await addresses(page)).toContain("aws_lb_target_group.app");
    expect(await addresses(page)).not.toContain("aws_vpc.main");
    await search.fill("port 443");
    expect(await addresses(page)).toContain("aws_security_group.alb");
    await search.fill('"notes-v2"');
    expect(await addresses(page)).toEqual(["aws_dynamodb_table.notes"]);
    expect(await status(page)).toMatch(/^1 of \d+ changes$/);
    await search.fill("nowhere to be found");
    expect(await addresses(page)).toEqual([]);
    await page.getByRole("button", { name: "Show everything" }).click();
    expect(await addresses(page)).toContain("aws_vpc.main");
  });

  it("filters by stack, action and risk together with the search, and offers only what exists", async () => {
    const page = await browser.open(exampleStacks);
    expect(await page.locator("#action option").allTextContents()).not.toContainEqual(expect.stringMatching(/no-op/));
    expect(await page.locator("#stack option").allTextContents()).not.toContainEqual(expect.stringMatching(/dns/));
    await page.locator("#stack").selectOption("infra-edge");
    expect(await page.locator("#action option").allTextContents()).not.toContainEqual(expect.stringMatching(/read/));
    await page.locator("#action").selectOption("update");
    expect((await addresses(page)).sort()).toEqual(["aws_lb.main", "aws_security_group.alb"]);
    await page.locator("#risk").selectOption("access");
    await page.getByLabel("Search").fill("idle_timeout");
    expect(await addresses(page)).toEqual(["aws_lb.main"]);
    expect(await status(page)).toMatch(/^1 of /);
  });

  it("filters by the counters on top and by the stacks of the picture", async () => {
    const page = await browser.open(exampleStacks);
    const counter = page.getByRole("button", { name: "2 data loss" });
    await counter.click();
    expect(await addresses(page)).toEqual(["aws_s3_bucket.attachments", "aws_dynamodb_table.notes"]);
    expect(await counter.getAttribute("aria-pressed")).toBe("true");
    await counter.click();
    await page.getByRole("button", { name: /^Show infra-registry/ }).press("Enter");
    expect(await addresses(page)).toEqual(["aws_ecr_lifecycle_policy.keep"]);
  });

  it("leads from a changed output to the resource that reads it", async () => {
    const page = await browser.open(exampleStacks);
    const output = page.locator(".outputs > li", { hasText: "private_subnet_ids" });
    expect(await output.locator(".readers li").allTextContents()).toEqual([
      expect.stringMatching(/infra-edge.*aws_lb\.main/),
      expect.stringMatching(/infra-service.*aws_ecs_service\.app/),
    ]);
    await output.getByRole("button", { name: "aws_ecs_service.app" }).click();
    expect(await page.locator(".change.opened .address").allTextContents()).toEqual(["aws_ecs_service.app"]);
    expect(await page.locator("svg .carries").count()).toBeGreaterThan(0);
  });

  it("shows before and after when a change is opened, documents line by line", async () => {
    const page = await browser.open(exampleStacks);
    const change = page.locator(".change", { hasText: "aws_iam_role_policy.task" });
    expect(await change.locator(".attributes").count()).toBe(0);
    await change.locator(".head").click();
    expect(await change.locator(".lines .before").allTextContents()).toContainEqual(
      expect.stringMatching(/^-\s+"dynamodb:GetItem",\n$/),
    );
    expect(await change.locator(".lines .after").allTextContents()).toContainEqual(
      expect.stringMatching(/^\+\s+"dynamodb:\*"\n$/),
    );
    await change.locator(".head").click();
    expect(await change.locator(".attributes").count()).toBe(0);
  });

  it("cuts a long value until all of it is asked for", async () => {
    const page = await browser.open(exampleStacks);
    const change = page.locator(".change", { hasText: "aws_s3_object.motd" });
    await change.locator(".head").click();
    const value = change.locator(".attribute", { hasText: "content_language" }).locator(".after");
    expect((await value.textContent())?.length).toBeLessThan(2000);
    await change.getByRole("button", { name: /^all 4,002 characters$/ }).click();
    expect(await value.textContent()).toBe(JSON.stringify("x".repeat(4000)));
  });

  it("never holds a sensitive value, wherever one looks for it", async () => {
    const page = await browser.open(exampleStacks);
    expect(await page.content()).not.toContain("hunter-");
    await page.getByLabel("Search").fill("(sensitive)");
    expect(await addresses(page)).toEqual(["aws_db_instance.reports"]);
  });

  it("is used with the keyboard alone", async () => {
    const page = await browser.open(exampleStacks);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    await page.keyboard.press("Enter");
    expect(await page.locator(".change.opened .address").allTextContents()).toEqual(["aws_s3_bucket.attachments"]);
    const focused = page.locator(".change:focus-within .address");
    expect(await focused.textContent()).toBe("aws_s3_bucket.attachments");
    await page.keyboard.press("/");
    await page.keyboard.type("aws_vpc");
    await page.keyboard.press("Enter");
    expect(await focused.textContent()).toBe("aws_vpc.main");
    await page.keyboard.press("Escape");
    expect(await page.getByLabel("Search").inputValue()).toBe("");
    await page.keyboard.press("?");
    expect(await page.getByRole("dialog").isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").isVisible()).toBe(false);
  });

  it("groups by stack in the order of a deploy", async () => {
    const page = await browser.open(exampleStacks);
    await page.locator("#order").selectOption("stack");
    const headings = (await page.locator(".group h2").allTextContents()).map((text) => text.split(" ")[0]);
    const deployed = reviewPlans(exampleStacks).stacks.map(({ id }) => id);
    expect([...headings].sort()).toEqual(deployed.filter((id) => id !== "infra-dns").sort());
    expect(headings).toEqual(deployed.filter((id) => headings.includes(id)));
  });

  it("follows the colour scheme of the system, and stays readable on paper", async () => {
    const page = await browser.open(exampleStacks, { colorScheme: "light" });
    const background = () => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    const light = await background();
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await background();
    expect(brightness(light)).toBeGreaterThan(200);
    expect(brightness(dark)).toBeLessThan(60);
    await page.screenshot({ path: join(SCREENSHOTS, "plan-review-dark.png") });
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    expect(brightness(await page.evaluate<string>("getComputedStyle(document.body).color"))).toBeLessThan(60);
  });

  it("prints every difference, and folds them again afterwards", async () => {
    const page = await browser.open(exampleStacks);
    await page.evaluate(
      "addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('.attributes').length })",
    );
    await page.pdf();
    expect(await page.evaluate("window.printed")).toBe(await page.locator(".change").count());
    expect(await page.locator(".attributes").count()).toBe(0);
  });

  it("fits a telephone without scrolling sideways", async () => {
    const page = await browser.open(exampleStacks, { viewport: { width: 390, height: 844 } });
    await page.locator("#open-all").click();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await page.screenshot({ path: join(SCREENSHOTS, "plan-review-narrow.png") });
  });

  it("shows on a telephone what is risky before all that is around it", async () => {
    const page = await browser.open(exampleStacks, { viewport: { width: 420, height: 900 } });
    const top = async (selector: string) => (await page.locator(selector).first().boundingBox())?.y ?? Number.NaN;
    const risks = await top(".first");
    for (const other of [".notice", ".picture", ".outputs", "#search"]) expect(await top(other)).toBeGreaterThan(risks);
  });

  it("tells many of a type at once, and creations in one line", async () => {
    const many = (count: number, make: (index: number) => ResourceChange) =>
      Array.from({ length: count }, (_, index) => make(index));
    const plan = planOf([
      ...many(100, (index) => deleted(`aws_db_instance.d${index}`, {})),
      created("aws_iam_role.r", {}),
    ]);
    const page = await browser.open([{ id: "data", plan }]);
    expect(await page.locator(".first li").count()).toBe(1);
    expect(await page.locator(".first li").textContent()).toMatch(
      /100 aws_db_instance.*aws_db_instance\.d4.*and 95 more/,
    );
    expect(await page.locator(".type").allTextContents()).toEqual(["100 aws_db_instance"]);
    expect(await page.locator(".change.create .body").textContent()).toBe("");
    expect(browser.incidents).toEqual([]);
  });

  it("moves nothing for somebody who asked for reduced motion", async () => {
    const page = await browser.open(exampleStacks, { reducedMotion: "reduce" });
    const duration = await page.evaluate(
      "getComputedStyle(document.querySelector('.toggle'), '::before').transitionDuration",
    );
    expect(duration).toBe("0s");
  });

  it("says clearly that nothing would change", async () => {
    const page = await browser.open(unchangedStacks);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("No changes");
    expect(await page.locator(".nothing").textContent()).toContain("Nothing to apply");
    expect(await page.getByRole("search").count()).toBe(0);
    expect(browser.incidents).toEqual([]);
  });
});

/** Of `rgb(r, g, b)`, from 0 to 255. */
function brightness(colour: string): number {
  const [r = 0, g = 0, b = 0] = [...colour.matchAll(/[\d.]+/g)].map(Number);
  return (r + g + b) / 3;
}
