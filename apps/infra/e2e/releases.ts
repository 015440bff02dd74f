import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironment, resourceName } from "@app/config";
import { contextFiles } from "@app/constructs";
import { buildProcessImage, type Cloud } from "@app/local-cloud";
import { FLASK_FOLDER, ROOT } from "./checkout";

/** Runs `work` with a base image on which nothing builds, for it holds nothing. */
export async function withEmptyBaseImage(work: (name: string) => Promise<void>): Promise<void> {
  const name = "flask-e2e:empty";
  const emptyArchive = Buffer.alloc(1024);
  execFileSync("docker", ["import", "-", name], { input: emptyArchive, stdio: ["pipe", "ignore", "inherit"] });
  try {
    await work(name);
  } finally {
    docker("rmi", name);
  }
}

/** What makes a release another one. */
export type Change = "a new headline" | "a server that cannot start";

/** Builds a changed copy of the application for this runtime and returns the image by digest. */
export async function buildRelease(cloud: Cloud, change: Change): Promise<string> {
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
    return cloud.runtime === "docker" ? pushImage(cloud, folder) : await snapshot(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function snapshot(source: string): Promise<string> {
  const files = contextFiles(source);
  return (await buildProcessImage({ root: ROOT, name: "local/flask", source, files, onProgress: () => undefined })).uri;
}

function pushImage(cloud: Cloud, folder: string): string {
  const repository = `localhost:${cloud.port}/${resourceName(loadEnvironment("local"))}`;
  const tag = `${repository}:${folder.slice(-6).toLowerCase()}`;
  const base = process.env.BASE_IMAGE ? ["--build-arg", `BASE_IMAGE=${process.env.BASE_IMAGE}`] : [];
  docker("build", "--quiet", ...base, "--tag", tag, folder);
  const password = { input: "test" };
  execFileSync("docker", ["login", "--username", "AWS", "--password-stdin", `localhost:${cloud.port}`], password);
  docker("push", "--quiet", tag);
  return docker("inspect", "--format", "{{index .RepoDigests 0}}", tag).trim();
}

function docker(...args: string[]): string {
  return execFileSync("docker", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}
