import { lockedPackages } from "./locked-packages";
import { runTool } from "./run-tool";
import { SupplyChainError } from "./supply-chain-error";

/**
 * CycloneDX 1.6 of what requirements files pin, with the hashes by which it is installed: the same text for the same files.
 * @throws SupplyChainError where a file pins something that is no version.
 */
export async function billOfMaterials(files: readonly string[]): Promise<string> {
  const args = ["requirements", "--output-reproducible", "--spec-version", "1.6", "--output-format", "JSON", "-"];
  const { status, stdout, stderr } = await runTool("cyclonedx-py", args, lockedPackages(files));
  if (status !== 0) throw new SupplyChainError(`cyclonedx-py failed for ${files.join(", ")}: ${stderr.trim()}`);
  return stdout;
}
