import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensurePythonEnvironment } from "@app/python-environment";
import { type CheckovReport, checkov } from "./checkov";
import { type Judgement, judge, type PolicyException } from "./exceptions";
import { findings, scanFolder } from "./findings";
import { scannerInput } from "./scanner-input";
import { readStacks, type SynthesizedStack } from "./synthesized-stack";

const PACKAGE = join(__dirname, "..");

export interface ScanOptions {
  /** Name of an environment → folder that CDKTF synthesized it into. */
  readonly environments: Readonly<Record<string, string>>;
  readonly exceptions: readonly PolicyException[];
}

export interface Scan extends Judgement {
  /** One line: what was scanned, and with which result. */
  readonly summary: string;
}

/**
 * Scans all stacks of all environments in one run of checkov, offline.
 * @throws PolicyScanError when a stack cannot be read, or was not looked into.
 */
export async function scan({ environments, exceptions }: ScanOptions): Promise<Scan> {
  const stacks = Object.entries(environments).flatMap(([name, folder]) => readStacks(name, folder));
  const { passed, failed } = findings(await report(stacks), stacks);
  const judgement = judge(failed, stacks, exceptions);
  const { excepted, unexplained } = judgement;
  const summary =
    `policy scan of ${stacks.length} stacks (${Object.keys(environments).join(", ")}): ${passed} checks passed, ` +
    `${excepted.length} fail with a reason (${exceptions.length} exceptions), ${unexplained.length} without`;
  return { ...judgement, summary };
}

async function report(stacks: readonly SynthesizedStack[]): Promise<CheckovReport> {
  const bin = await ensurePythonEnvironment({
    folder: join(PACKAGE, ".venv"),
    requirements: join(PACKAGE, "python/requirements.txt"),
    onProgress: console.log,
  });
  const scratch = mkdtempSync(join(tmpdir(), "policy-scan-"));
  try {
    for (const stack of stacks) {
      const folder = join(scratch, scanFolder(stack));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(scannerInput(stack.terraform), undefined, 2));
    }
    return await checkov(bin, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
