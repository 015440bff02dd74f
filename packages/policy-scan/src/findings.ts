import type { CheckovReport, CheckRecord } from "./checkov";
import { PolicyScanError } from "./policy-scan-error";
import { canary, scannerName } from "./scanner-input";
import type { SynthesizedStack } from "./synthesized-stack";

/** A check that one resource of one environment fails. */
export interface Finding {
  readonly check: string;
  readonly title: string;
  readonly environment: string;
  /** `stack: address`, the same in every environment. */
  readonly resource: string;
  /** Path of the construct, as far as CDKTF recorded it. */
  readonly construct: string | undefined;
  /** Arguments that the check looked at. */
  readonly arguments: readonly string[];
}

/** Folder of a stack in what checkov reads, relative to the folder that it scans. */
export function scanFolder({ environment, stack }: SynthesizedStack): string {
  return `${environment}/${stack}`;
}

/**
 * What checkov found in the stacks' own resources, and how many checks passed.
 * @throws PolicyScanError when it did not look into every stack.
 */
export function findings(report: CheckovReport, stacks: readonly SynthesizedStack[]) {
  refuseUnscanned(report, stacks);
  const stackOf = new Map(stacks.map((stack) => [scanFolder(stack), stack]));
  return {
    passed: report.passed.filter((record) => !ofCanary(record)).length,
    failed: report.failed
      .filter((record) => !ofCanary(record))
      .map((record) => {
        const stack = stackOf.get(folderOf(record));
        if (!stack) throw new PolicyScanError(`checkov reports on ${record.file_path}, which it was not given`);
        return finding(record, stack);
      }),
  };
}

function refuseUnscanned({ failed }: CheckovReport, stacks: readonly SynthesizedStack[]): void {
  const seen = new Set(failed.filter(ofCanary).map((record) => `${folderOf(record)} ${record.check_id}`));
  const unscanned = stacks
    .map(scanFolder)
    .filter((folder) => !canary.checks.every((check) => seen.has(`${folder} ${check}`)));
  if (unscanned.length === 0) return;
  throw new PolicyScanError(
    `checkov did not look into ${unscanned.join(", ")}: it does not report the unsafe resource that was added there. ` +
      "Does it still read this Terraform JSON, and still have the checks of scanner-input.ts?",
  );
}

function ofCanary({ resource }: CheckRecord): boolean {
  return resource.endsWith(`.${canary.name}`);
}

function folderOf({ file_path }: CheckRecord): string {
  return file_path.split("/").slice(1, -1).join("/");
}

function finding(record: CheckRecord, stack: SynthesizedStack): Finding {
  const address = addressOf(record, stack);
  const [type = "", name = ""] = address.split(".");
  const comment = stack.terraform.resource?.[type]?.[name]?.["//"] as { metadata?: { path?: string } } | undefined;
  return {
    check: record.check_id,
    title: record.check_name,
    environment: stack.environment,
    resource: `${stack.stack}: ${address}`,
    construct: comment?.metadata?.path,
    arguments: argumentsOf(record),
  };
}

/** checkov writes `rule/[0]/statement`, in no order, and counts the type itself as an attribute. */
function argumentsOf({ check_result }: CheckRecord): string[] {
  const paths = (check_result.evaluated_keys ?? [])
    .filter((key) => key !== "resource_type")
    .map((key) => key.split("/").filter((step) => !/^(\[?\d+\]?|\*)$/.test(step)))
    .map((steps) => steps.join("."));
  return [...new Set(paths)].sort();
}

/** Checks of single resources report `resource.NAME`, those that follow references `TYPE.NAME`. */
function addressOf({ resource: reported }: CheckRecord, { terraform }: SynthesizedStack): string {
  const scanned = reported.slice(reported.indexOf(".") + 1);
  for (const [type, named] of Object.entries(terraform.resource ?? {})) {
    for (const name of Object.keys(named)) if (scannerName(type, name) === scanned) return `${type}.${name}`;
  }
  throw new PolicyScanError(`checkov reports on ${reported}, which it was not given`);
}
