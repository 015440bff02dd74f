import { writeFileSync } from "node:fs";
import { pictureContent, pictureFile } from "./file";

pictureContent().then((content) => {
  writeFileSync(pictureFile, content);
  console.log(`wrote ${pictureFile}`);
});
