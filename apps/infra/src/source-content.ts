import { join } from "node:path";
import type { Source } from "@app/config";
import type { ImageContent } from "@app/constructs";

/** Root of the checkout: folders of sources are relative to it. */
const ROOT = join(__dirname, "../../..");

/** What the image of a source is built from. */
export function sourceContent({ folder, architecture, baseImage }: Source): Required<ImageContent> {
  return {
    context: join(ROOT, folder),
    architecture,
    buildArguments: baseImage === undefined ? {} : { BASE_IMAGE: baseImage },
  };
}

/** Whether the image of a source is built here, if the registry does not have it yet. */
export function isBuilt({ imageUri, copiedFrom }: Source): boolean {
  return imageUri === undefined && copiedFrom === undefined;
}
