import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { constantCase } from "@app/config";
import { environments } from "../environments";

/** First release whose users upgrade. */
const FILE = join(__dirname, "0.2.0.json.gz");

/** Path in the output folder → content. */
export type SynthesizedFiles = Readonly<Record<string, string>>;

/** Variable that names the image of a source → image that the kept files name. What is built differs from machine to machine. */
export const keptImages = Object.fromEntries(
  Object.keys(environments.load("local").sources).map((key, index) => [
    `IMAGE_URI_${constantCase(key)}`,
    `local/${key}@sha256:${`${index}`.repeat(64)}`,
  ]),
);

export function keepRelease(files: SynthesizedFiles): void {
  writeFileSync(FILE, gzipSync(JSON.stringify(files), { level: 9 }));
}

/** What the release wrote, with the images that `variables` name. */
export function readRelease(variables: NodeJS.ProcessEnv): SynthesizedFiles {
  let text = gunzipSync(readFileSync(FILE)).toString("utf8");
  for (const [variable, image] of Object.entries(keptImages))
    text = text.replaceAll(image, variables[variable] ?? image);
  return JSON.parse(text) as SynthesizedFiles;
}
