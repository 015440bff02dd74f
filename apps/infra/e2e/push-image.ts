import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Cloud } from "@app/local-cloud";
import { builderState } from "../src/images/builder-state";
import { Account } from "./account";
import { ROOT } from "./checkout";
import { docker } from "./docker";
import { web } from "./shipped";

/** Builds a folder, pushes it to a repository of another environment, and returns the image by digest. */
export async function pushImage(cloud: Cloud, folder: string): Promise<string> {
  const repository = `elsewhere-${web.source}`;
  await new Account(cloud).createRepository(repository);
  const registry = `localhost:${cloud.port}`;
  const tag = `${registry}/${repository}:${basename(folder).toLowerCase()}`;
  const { BASE_IMAGE } = process.env;
  buildImage(tag, folder, BASE_IMAGE ? { BASE_IMAGE } : {});
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

/** Builds a folder. A build that fails leaves no image: where Docker has no buildx, its older builder keeps the layers. */
export function buildImage(tag: string, folder: string, buildArguments: Readonly<Record<string, string>> = {}): void {
  const given = Object.entries(buildArguments).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]);
  const env = { ...process.env, ...builderState(ROOT, process.env) };
  const built = spawnSync("docker", ["build", "--force-rm", ...given, "--tag", tag, folder], { encoding: "utf8", env });
  if (built.status === 0) return;
  const output = `${built.stdout ?? ""}${built.stderr ?? ""}${built.error ?? ""}`;
  removeUnnamed(layersOf(output));
  throw new Error(`docker build of ${folder} ended with ${built.status}:\n${output}`);
}

/** The ids of the layers that the older builder made or found, as its output tells them. */
function layersOf(output: string): readonly string[] {
  return [...output.matchAll(/^ ---> ([0-9a-f]{12})$/gm)].map(([, id]) => id ?? "");
}

/** Those of them that nothing is built on and that have no name; others belong to images. */
function removeUnnamed(layers: readonly string[]): void {
  const unnamed = docker("images", "--quiet", "--filter", "dangling=true").split("\n");
  for (const layer of new Set(layers)) if (unnamed.includes(layer)) docker("rmi", layer);
}
