import { createHash } from "node:crypto";
import { join } from "node:path";
import { ensurePythonEnvironment } from "../emulator/python-environment";
import { dockerfileSettings } from "./dockerfile";
import { imageCommand } from "./image-command";
import { ImageStore, type ProcessImage } from "./image-store";
import { pythonRequirements } from "./python-requirements";
import { copySnapshot, snapshotHash } from "./snapshot";
import { readIfThere } from "./source-file";

const DEFAULT_WORKDIR = "/app";

export interface ProcessImageOptions {
  readonly root: string;
  readonly name: string;
  /** Folder of the application, with requirements.txt or pyproject.toml. */
  readonly source: string;
  /** Files, links and folders of the image, relative to `source`: what the Dockerfile would copy. */
  readonly files: readonly string[];
  /** What the image runs; by default what the Procfile says, else the Dockerfile. */
  readonly command?: readonly string[];
  /** Which of a Procfile's commands the image runs; `web` by default. */
  readonly processType?: string;
  readonly onProgress: (line: string) => void;
}

/**
 * Makes an image that runs as a process: a snapshot of the sources, and a Python environment shared by all snapshots
 * with the same requirements. The same content gives the same digest, and then nothing is built.
 */
export async function buildProcessImage(options: ProcessImageOptions): Promise<ProcessImage> {
  const { root, name, source, files, processType = "web", onProgress } = options;
  const images = join(root, ".local/images");
  const content = readIfThere(join(source, "Dockerfile"));
  const dockerfile = content === undefined ? undefined : dockerfileSettings(content);
  const settings = {
    workdir: dockerfile?.workdir ?? DEFAULT_WORKDIR,
    environment: dockerfile?.environment ?? {},
    entryPoint: dockerfile?.entryPoint ?? [],
    command: imageCommand({ source, dockerfile, command: options.command, processType }),
  };
  const requirements = pythonRequirements(source, images);
  const inputs = [JSON.stringify(settings), requirements.hash, snapshotHash(source, files)];
  const digest = `sha256:${createHash("sha256").update(inputs.join("\n")).digest("hex")}`;
  const bin = await ensurePythonEnvironment({
    folder: join(images, `python-${requirements.hash.slice(0, 16)}`),
    requirements: requirements.file,
    onProgress,
  });
  const store = new ImageStore(images);
  const existing = store.find(digest);
  if (existing) return existing;
  onProgress(`snapshot of ${source} → ${name}@${digest.slice(0, 19)}…`);
  return store.add(
    digest,
    (folder) => copySnapshot(source, files, join(folder, "app")),
    (folder) => ({ uri: `${name}@${digest}`, digest, workingDirectory: join(folder, "app"), bin, ...settings }),
  );
}
