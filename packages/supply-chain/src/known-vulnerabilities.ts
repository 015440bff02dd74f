import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockedPackages } from "./locked-packages";
import { runTool } from "./run-tool";

/** A vulnerability that is known of a pinned version. */
export interface KnownVulnerability {
  readonly name: string;
  readonly version: string;
  /** `PYSEC-…` or `GHSA-…`. */
  readonly id: string;
  /** Versions without it; none where nobody mended it yet. */
  readonly fixedIn: readonly string[];
}

export interface Audit {
  readonly known: readonly KnownVulnerability[];
  /** Packages that were asked about. */
  readonly asked: number;
  /** Why some were not asked about, or none; absent where all were. */
  readonly skipped?: string;
}

interface Report {
  readonly dependencies: readonly {
    readonly name: string;
    readonly version?: string;
    readonly skip_reason?: string;
    readonly vulns?: readonly { readonly id: string; readonly fix_versions: readonly string[] }[];
  }[];
}

/** The database of the Open Source Vulnerabilities project, which holds PyPI's and GitHub's advisories. */
export const OSV_URL = "https://api.osv.dev/v1/query";

/** What is known of the versions that requirements files pin. Never fails for lack of a network: says so instead. */
export async function knownVulnerabilities(files: readonly string[], url: string = OSV_URL): Promise<Audit> {
  const folder = mkdtempSync(join(tmpdir(), "audit-"));
  try {
    const locked = join(folder, "requirements.txt");
    writeFileSync(locked, lockedPackages(files));
    const service = ["--vulnerability-service", "osv", "--osv-url", url, "--timeout", "15"];
    const output = ["--format", "json", "--progress-spinner", "off", "--cache-dir", join(folder, "cache")];
    const args = ["--disable-pip", "--no-deps", "--requirement", locked, ...service, ...output];
    const { stdout, stderr } = await runTool("pip-audit", args, "");
    return audit(stdout) ?? { known: [], asked: 0, skipped: `${url}: ${lastLine(stderr)}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** pip-audit's exit code is 1 for a vulnerability and for a network that fails alike; only the first has a report. */
function audit(stdout: string): Audit | undefined {
  let report: Report;
  try {
    report = JSON.parse(stdout);
  } catch {
    return undefined;
  }
  const left = report.dependencies.filter(({ skip_reason }) => skip_reason !== undefined);
  const asked = report.dependencies.length - left.length;
  const known = report.dependencies.flatMap(({ name, version = "", vulns = [] }) =>
    vulns.map(({ id, fix_versions }) => ({ name, version, id, fixedIn: fix_versions })),
  );
  return left.length === 0 ? { known, asked } : { known, asked, skipped: left.map(({ name }) => name).join(", ") };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) || "no answer";
}
