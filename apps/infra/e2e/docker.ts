import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

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

/** What a command of Docker's says. */
export function docker(...args: string[]): string {
  return execFileSync("docker", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}
