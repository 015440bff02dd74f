import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contextFiles } from "@app/constructs";
import { buildProcessImage } from "@app/local-cloud";
import { ROOT } from "./checkout";

const SOURCE = join(__dirname, "applications/shop/shop");

/** A release of the shop with some of its files changed, as an image of the process runtime by digest. */
export async function shopRelease(changes: Readonly<Record<string, string>>): Promise<string> {
  const source = mkdtempSync(join(tmpdir(), "release-"));
  try {
    for (const file of contextFiles(SOURCE)) cpSync(join(SOURCE, file), join(source, file));
    for (const [file, content] of Object.entries(changes)) writeFileSync(join(source, file), content);
    const files = contextFiles(source);
    const image = await buildProcessImage({
      root: ROOT,
      name: "local/shop",
      source,
      files,
      onProgress: () => undefined,
    });
    return image.uri;
  } finally {
    rmSync(source, { recursive: true, force: true });
  }
}
