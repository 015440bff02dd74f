import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contextFiles } from "@app/constructs";
import { buildProcessImage, type Cloud } from "@app/local-cloud";
import { ROOT } from "./checkout";
import { pushImage } from "./push-image";
import { web } from "./shipped";

const FLASK_FOLDER = join(ROOT, "apps/flask");

/** What makes a release another one. */
export type ReleaseChange = "a new headline" | "a server that cannot start";

/** Builds a changed copy of the application for this runtime and returns the image by digest. */
export async function buildRelease(cloud: Cloud, change: ReleaseChange): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "release-"));
  try {
    for (const file of contextFiles(FLASK_FOLDER)) cpSync(join(FLASK_FOLDER, file), join(folder, file));
    cpSync(join(FLASK_FOLDER, ".dockerignore"), join(folder, ".dockerignore"));
    if (change === "a new headline") {
      writeFileSync(join(folder, "src/flask_app/templates/unavailable.html"), "released again");
      appendFileSync(join(folder, "src/flask_app/templates/base.html"), "<!-- released again -->\n");
    } else {
      appendFileSync(join(folder, "gunicorn.conf.py"), "\nraise SystemExit('this release cannot start')\n");
    }
    return cloud.runtime === "docker" ? await pushImage(cloud, folder) : await snapshot(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function snapshot(source: string): Promise<string> {
  const files = contextFiles(source);
  const name = `local/${web.source}`;
  return (await buildProcessImage({ root: ROOT, name, source, files, onProgress: () => undefined })).uri;
}
