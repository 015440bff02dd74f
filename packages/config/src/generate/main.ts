import { writeFileSync } from "node:fs";
import { generatedFiles } from "./files";

for (const { file, content } of generatedFiles()) {
  writeFileSync(file, content);
  console.log(`wrote ${file}`);
}
