import type { Finding } from "./findings";

/** Every check of the installed version, with the source of each. */
const POLICY_INDEX = "https://www.checkov.io/5.Policy%20Index/terraform.html";

/** Findings by check: what is wrong, where, and where to read about it. */
export function describeFindings(findings: readonly Finding[]): string {
  const checks = [...new Set(findings.map(({ check }) => check))].sort();
  return checks
    .map((check) => {
      const ofCheck = findings.filter((finding) => finding.check === check);
      return [
        `${check} ${ofCheck[0]?.title}`,
        ...ofCheck.map(describeResource).sort(),
        `  about this check: ${POLICY_INDEX}#:~:text=${check}`,
      ].join("\n");
    })
    .join("\n\n");
}

function describeResource(finding: Finding): string {
  const construct = finding.construct === undefined ? "" : ` (construct ${finding.construct})`;
  const looked = finding.arguments.length === 0 ? "" : `\n    it looks at ${finding.arguments.join(", ")}`;
  return `  ${finding.environment}/${finding.resource}${construct}${looked}`;
}
