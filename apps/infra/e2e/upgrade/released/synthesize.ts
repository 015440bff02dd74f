import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readRelease } from "./release";

/** Writes what the older release wrote. */
const { CDKTF_OUTDIR = "" } = process.env;
for (const [path, content] of Object.entries(readRelease(process.env))) {
  mkdirSync(dirname(join(CDKTF_OUTDIR, path)), { recursive: true });
  writeFileSync(join(CDKTF_OUTDIR, path), content);
}
