import { join } from "node:path";
import { constantCase, type Environment, withRunOverrides } from "@app/config";
import { contextFiles } from "@app/constructs";
import { buildProcessImage, type Cloud } from "@app/local-cloud";

const LEFT_OUT = "an image that was built elsewhere needs a Docker engine";

interface LocalImagesOptions {
  /** Root of the checkout. */
  readonly root: string;
  readonly environment: Environment;
  readonly cloud: Cloud;
  readonly onProgress: (line: string) => void;
}

/**
 * Without a Docker engine the image of a source is a snapshot of its folder, named like one that was built elsewhere. The
 * variables that hand these images over; none where Docker builds them, or where the run names other ones.
 */
export async function localImages({
  root,
  environment,
  cloud,
  onProgress,
}: LocalImagesOptions): Promise<Record<string, string>> {
  if (cloud.runtime === "docker") return {};
  for (const service of environment.services) {
    for (const { key, image } of service.sidecars) {
      if (image !== undefined) onProgress(`${service.key} runs without its sidecar ${key}: ${LEFT_OUT} (${image})`);
    }
  }
  for (const store of environment.data) {
    if (store.kind !== "fileSystem") continue;
    const variable = `${constantCase(store.key)}_PATH`;
    onProgress(
      `without a Docker engine there is no ${store.path}: ${variable} says where the files of ${store.key} are`,
    );
  }
  const variables: Record<string, string> = {};
  for (const { key, folder, imageUri } of Object.values(withRunOverrides(environment, process.env).sources)) {
    if (imageUri !== undefined) continue;
    const source = join(root, folder);
    // One after the other: several new Python environments at once take longer than each by itself.
    const image = await buildProcessImage({
      root,
      name: `local/${key}`,
      source,
      files: contextFiles(source),
      ...startCommand(environment, key),
      onProgress,
    });
    variables[`IMAGE_URI_${constantCase(key)}`] = image.uri;
  }
  return variables;
}

/** An image whose services all bring a command needs none of its own; which of them stands for it does not matter then. */
function startCommand({ services }: Environment, source: string): { readonly command?: readonly string[] } {
  const commands = services
    .flatMap((service) => [service, ...service.sidecars])
    .filter((container) => container.source === source)
    .map(({ command }) => command);
  const [first] = commands;
  return first !== undefined && commands.every((command) => command !== undefined) ? { command: first } : {};
}
