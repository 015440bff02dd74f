import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Cloud } from "@app/local-cloud";
import { Account } from "./account";
import { web } from "./shipped";

/** Docker is optional on a user's machine; where REQUIRE_DOCKER is set, a missing engine is a failure. */
export function dockerAnswers(): boolean {
  try {
    execFileSync("docker", ["info"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Where whoever runs the tests keeps their own logins; undefined where there is none. */
export function userConfiguration(): string | undefined {
  const file = join(process.env.DOCKER_CONFIG ?? join(homedir(), ".docker"), "config.json");
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Removes what the engine has of one emulated registry; suites side by side share the engine. */
export function removeImagesOf(registry: string): void {
  for (const image of imageNames()) {
    if (image.startsWith(registry)) docker("rmi", "--force", image);
  }
}

/** Names by tag, and by digest of what was pulled by its digest. */
function imageNames(): Set<string> {
  const lines = docker("images", "--digests", "--format", "{{.Repository}} {{.Tag}} {{.Digest}}").trim().split("\n");
  const names = lines.map((line) => {
    const [repository, tag, digest] = line.split(" ");
    return tag === "<none>" ? `${repository}@${digest}` : `${repository}:${tag}`;
  });
  return new Set(names.filter((name) => name !== "" && !name.includes("<none>") && !name.includes("undefined")));
}

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

/** Builds a folder, pushes it to a repository of another environment, and returns the image by digest. */
export async function pushImage(cloud: Cloud, folder: string): Promise<string> {
  const repository = `elsewhere-${web.source}`;
  await new Account(cloud).createRepository(repository);
  const registry = `localhost:${cloud.port}`;
  const tag = `${registry}/${repository}:${basename(folder).toLowerCase()}`;
  const base = process.env.BASE_IMAGE ? ["--build-arg", `BASE_IMAGE=${process.env.BASE_IMAGE}`] : [];
  docker("build", "--quiet", ...base, "--tag", tag, folder);
  // The login of whoever runs the tests is not touched.
  const config = mkdtempSync(join(tmpdir(), "docker-config-"));
  try {
    const login = ["--config", config, "login", "--username", "AWS", "--password-stdin", registry];
    execFileSync("docker", login, { input: cloud.accessKey, stdio: ["pipe", "ignore", "inherit"] });
    docker("--config", config, "push", "--quiet", tag);
  } finally {
    rmSync(config, { recursive: true, force: true });
  }
  // The same content may have been pushed to another registry before.
  const digests = JSON.parse(docker("inspect", "--format", "{{json .RepoDigests}}", tag)) as string[];
  const uri = digests.find((digest) => digest.startsWith(`${registry}/${repository}@`));
  if (uri === undefined) throw new Error(`${tag} was pushed, and has no digest there: ${digests.join(", ")}`);
  return uri;
}

function docker(...args: string[]): string {
  return execFileSync("docker", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}
