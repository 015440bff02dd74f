import { writeFileSync } from "node:fs";
import { pictureContent, pictureFile } from "./file";

writeFileSync(pictureFile, pictureContent());
console.log(`wrote ${pictureFile}`);
