import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CodeBlock, codeBlocks } from "@app/documentation";
import { ROOT } from "./checkout";
import { ScratchCheckout } from "./tutorial/scratch-checkout";
import { addToFiles, editFile, writeFile } from "./tutorial/steps";

/** What the page says where nothing else holds these ports and nobody changed the domain. */
const ADDRESS = "flask.localhost:8443";

/** Every block of the page in its order; each test goes on where the one before it ended. */
describe("docs/tutorial.md", () => {
  const checkout = new ScratchCheckout(join(ROOT, ".local/tutorial"));
  afterAll(() => checkout.remove());
  let output = "";
  let failed = false;

  it.each(
    codeBlocks(readFileSync(join(ROOT, "docs/tutorial.md"), "utf8")).map((block) => [title(block), block] as const),
  )("%s", async (_, block) => {
    if (failed) throw new Error("a step before this one failed");
    failed = true;
    await follow(block);
    failed = false;
  });

  async function follow(block: CodeBlock): Promise<void> {
    switch (block.marker?.word) {
      case "clone":
        return expectDone(await checkout.clone(block.content, /https:\S+/.exec(block.content)?.[0] ?? ""));
      case "run":
        return expectDone(await checkout.run(here(block.content)));
      case "shows":
        for (const line of here(block.content).trim().split("\n")) expect(output).toContain(line.trim());
        return;
      case "file":
        return writeFile(checkout.root, block);
      case "add":
        return addToFiles(checkout.root, block);
      case "edit":
        return editFile(checkout.root, block);
      default:
        throw new Error(`the block in line ${block.line} does not say what it is; add a comment like <!-- run -->`);
    }
  }

  function expectDone(ended: { readonly status: number; readonly output: string }): void {
    output = ended.output;
    expect(ended).toHaveEnded(0);
  }

  /** The page's words with the address that this run has. */
  function here(text: string): string {
    const cloud = checkout.cloud();
    return cloud ? text.replaceAll(ADDRESS, `${cloud.domain}:${cloud.httpsPort}`) : text;
  }
});

function title({ line, marker, content }: CodeBlock): string {
  const [first = ""] = content.trim().split("\n");
  return `line ${line}: ${marker?.word} ${marker?.value || first}`;
}
