import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineCommand } from "@app/command-line";
import { billOfMaterials } from "@app/supply-chain";
import { runScript } from "./command";
import { imageRequirements } from "./image-requirements";
import { ROOT } from "./local";

const FOLDER = ".local/sbom";

export const sbom = defineCommand({
  name: "sbom",
  summary: "write what the images are made of, as CycloneDX",
  description: `One file for each source with pinned Python packages, in ${FOLDER}: their versions and hashes. An image holds nothing of npm.`,
  options: {},
  examples: ["npm run sbom", "pnpm sbom"],
  run: async () => {
    mkdirSync(join(ROOT, FOLDER), { recursive: true });
    for (const [source, files] of imageRequirements()) {
      const file = join(FOLDER, `${source}.cdx.json`);
      writeFileSync(join(ROOT, file), await billOfMaterials(files));
      console.log(`wrote ${file}`);
    }
    return 0;
  },
});

runScript(module, sbom);
