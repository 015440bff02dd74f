import { createHash } from "node:crypto";
import { cpSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { CloudError } from "../cloud-error";
import { ensurePythonEnvironment } from "../emulator/python-environment";
import { ImageStore, type ProcessImage } from "./image-store";
import { procfileCommand } from "./procfile";

export interface ProcessImageOptions {
  readonly root: string;
  readonly name: string;
  /** Folder of the application, with a Procfile and requirements.txt. */
  readonly source: string;
  /** Files of the image, relative to `source`: what the Dockerfile would copy. */
  readonly files: readonly string[];
  readonly onProgress: (line: string) => void;
}

/**
 * Makes an image that runs as a process: a snapshot of the sources, and a Python environment shared by all snapshots
 * with the same requirements. The same content gives the same digest, and then nothing is built.
 */
export async function buildProcessImage(options: ProcessImageOptions): Promise<ProcessImage> {
  const { root, name, source, files, onProgress } = options;
  const command = procfileCommand(join(source, "Procfile"), "web");
  const requirements = join(source, "requirements.txt");
  const requirementsHash = createHash("sha256").update(read(requirements)).digest("hex");
  const digest = `sha256:${contentDigest(source, files, `${command}\n${requirementsHash}`)}`;
  const bin = await ensurePythonEnvironment({
    folder: join(root, ".local/images", `python-${requirementsHash.slice(0, 16)}`),
    requirements,
    onProgress,
  });
  const store = new ImageStore(join(root, ".local/images"));
  const existing = store.find(digest);
  if (existing) return existing;
  onProgress(`snapshot of ${source} → ${name}@${digest.slice(0, 19)}…`);
  return store.add(
    digest,
    (folder) => {
      for (const file of files) cpSync(join(source, file), join(folder, "app", file), { dereference: true });
    },
    (folder) => ({
      uri: `${name}@${digest}`,
      digest,
      workingDirectory: join(folder, "app"),
      workdir: "/app",
      bin,
      entryPoint: [],
      command,
    }),
  );
}

function contentDigest(source: string, files: readonly string[], inputs: string): string {
  const hash = createHash("sha256").update(inputs);
  for (const file of [...files].sort()) {
    const content = read(join(source, file));
    hash.update(`\n${file}:${statSync(join(source, file)).mode & 0o100}:${content.length}:`).update(content);
  }
  return hash.digest("hex");
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CloudError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code}); the image needs it`);
  }
}
