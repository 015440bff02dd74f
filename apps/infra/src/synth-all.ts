import { environmentNames, loadEnvironment } from "@app/config";
import { compose } from "./main";
import { synthesize } from "./run";

for (const name of environmentNames()) {
  synthesize(loadEnvironment(name), `cdktf.out/${name}`, compose);
  console.log(`synthesized ${name} into cdktf.out/${name}`);
}
