import { join } from "node:path";
import { environmentNames, loadEnvironment } from "@app/config";
import { addresses, synthesized } from "../synthesized-app";
import { architecturePicture } from "./picture";
import { stackGraph } from "./stack-graph";

export const pictureFile = join(__dirname, "../../../../docs/architecture.svg");

/** The picture in the README: the environment that holds most. */
export function pictureContent(): string {
  const drawn = environmentNames().map((name) => {
    const environment = loadEnvironment(name);
    const app = synthesized(environment);
    return { environment, app, resources: Object.values(app.files).flatMap(addresses).length };
  });
  const [largest] = drawn.sort((a, b) => b.resources - a.resources);
  if (!largest) throw new Error("there is no environment to draw");
  return architecturePicture(largest.environment, stackGraph(largest.app));
}
