import { defineCommand } from "@app/command-line";
import { type Audit, knownVulnerabilities } from "@app/supply-chain";
import { runScript } from "./command";
import { imageRequirements } from "./image-requirements";

export const audit = defineCommand({
  name: "audit",
  summary: "ask what is known against the packages in the images",
  description:
    "By pip-audit, from OSV. The exit code is 1 for a known vulnerability. Where OSV cannot be reached it says that it is skipped, and ends with 0; with REQUIRE_AUDIT=1, as on GitHub, with 1.",
  options: {},
  examples: ["npm run audit", "REQUIRE_AUDIT=1 npm run audit"],
  run: async () => {
    let status = 0;
    for (const [source, files] of imageRequirements()) {
      const found = await knownVulnerabilities(files);
      for (const line of told(source, found)) console.log(line);
      if (found.known.length > 0 || (found.skipped !== undefined && process.env.REQUIRE_AUDIT)) status = 1;
    }
    return status;
  },
});

function told(source: string, { known, asked, skipped }: Audit): string[] {
  return [
    ...known.map(({ name, version, id, fixedIn }) => {
      const remedy = fixedIn.length === 0 ? "no version is without it yet" : `take ${fixedIn.join(" or ")}`;
      return `${source}: ${name} ${version} has ${id}; ${remedy}`;
    }),
    ...(skipped === undefined ? [] : [`${source}: SKIPPED, not everything could be asked about: ${skipped}`]),
    ...(asked === 0 ? [] : [`${source}: ${asked} packages asked about, ${known.length} vulnerabilities known`]),
  ];
}

runScript(module, audit);
