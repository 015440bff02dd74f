import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ContainerDefinition } from "@aws-sdk/client-ecs";
import type { ProcessImage } from "../images/image-store";

/** What stands in for sidecars whose images were built elsewhere: it says so in their log, and does nothing. */
export class LeftOut {
  private folder: string | undefined;

  /** @param awaited Whether a container of the task waits for its end. */
  image({ name, image = "" }: ContainerDefinition, awaited: boolean): ProcessImage {
    this.folder ??= mkdtempSync(join(tmpdir(), "left-out-"));
    const line = `${name} is left out: ${image} was built elsewhere and needs a Docker engine`;
    return {
      uri: image,
      digest: image.replace(/^.*@/, ""),
      workingDirectory: this.folder,
      workdir: "/",
      bin: "/nowhere",
      environment: {},
      entryPoint: [],
      command: ["sh", "-c", `echo "$0"${awaited ? "" : "; exec tail -f /dev/null"}`, line],
    };
  }

  /** Of its definition only what the others of the task go by: nothing listens, nothing is asked for its health. */
  definition({ name, essential, dependsOn, stopTimeout }: ContainerDefinition): ContainerDefinition {
    return { name, essential, dependsOn, stopTimeout };
  }

  remove(): void {
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
    this.folder = undefined;
  }
}
