import type { ProcessImage } from "../images/image-store";
import { shellLine } from "../images/shell-line";

/** What a task definition says in place of its image; absent or empty where it leaves that to the image. */
export interface GivenCommand {
  readonly entryPoint?: readonly string[] | undefined;
  readonly command?: readonly string[] | undefined;
}

/** The words that a task runs: its own or the image's entry point, with its own or the image's command behind it. */
export function taskCommand(image: ProcessImage, { entryPoint = [], command = [] }: GivenCommand): readonly string[] {
  if (command.length > 0) return [...(entryPoint.length > 0 ? entryPoint : image.entryPoint), ...command];
  // The image's command belongs to the image's entry point:
  // https://docs.docker.com/reference/cli/docker/container/run/#entrypoint
  if (entryPoint.length > 0) return entryPoint;
  return typeof image.command === "string" ? shellLine(image.command) : [...image.entryPoint, ...image.command];
}
