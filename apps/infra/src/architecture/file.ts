import { join } from "node:path";
import { synthesizeEnvironment } from "../synthesized-app";
import { architecturePicture } from "./picture";
import { stackGraph } from "./stack-graph";

export const pictureFile = join(__dirname, "../../../../docs/architecture.svg");

/** The picture in the README: the stacks of production. */
export function pictureContent(): Promise<string> {
  return architecturePicture(stackGraph(synthesizeEnvironment("production")));
}
