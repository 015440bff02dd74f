import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { PolicyScanError } from "./policy-scan-error";

const run = promisify(execFile);
const TIMEOUT_MS = 300_000;
const OUTPUT_LIMIT_BYTES = 256 * 1024 * 1024;
const LOG_EXCERPT = 2000;
/** The discard port of this machine, where nothing listens. */
const CLOSED_DOOR = "http://127.0.0.1:9";

/** What one check said of one resource. */
export interface CheckRecord {
  readonly check_id: string;
  readonly check_name: string;
  /** `evaluated_keys`: the arguments that it looked at. */
  readonly check_result: { readonly evaluated_keys?: readonly string[] };
  /** Relative to the scanned folder, with a leading slash. */
  readonly file_path: string;
  /** `TYPE.NAME`, or `resource.NAME` from checks that see one resource at a time. */
  readonly resource: string;
}

export interface CheckovReport {
  readonly passed: readonly CheckRecord[];
  readonly failed: readonly CheckRecord[];
}

/**
 * Runs checkov over every Terraform JSON file in `folder`, offline, with the checks that it carries.
 * @param bin Folder of programs of the Python environment that holds checkov.
 */
export async function checkov(bin: string, folder: string): Promise<CheckovReport> {
  const options = ["--framework", "terraform_json", "--skip-download", "--compact", "--soft-fail", "--output", "json"];
  const { stdout, stderr } = await run(join(bin, "python"), ["-m", "checkov.main", "--directory", folder, ...options], {
    cwd: folder,
    env: environment(folder),
    timeout: TIMEOUT_MS,
    maxBuffer: OUTPUT_LIMIT_BYTES,
  }).catch((error: Error & { readonly stderr?: string }) => {
    throw new PolicyScanError(`checkov failed: ${error.stderr?.trim() || error.message}`);
  });
  // What it cannot read or check, it logs and leaves out; warnings of Python are no reason to fail.
  if (/\[(ERROR|CRITICAL)\]/.test(stderr)) {
    throw new PolicyScanError(`checkov could not look at everything:\n${stderr.trim().slice(0, LOG_EXCERPT)}`);
  }
  return parse(stdout);
}

/**
 * Nothing of the caller's environment: neither keys nor settings for checkov's platform, nor a configuration file in the
 * home folder. It asks for updates when it is loaded; whatever still calls home meets a closed door.
 */
function environment(home: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: home,
    LANG: "C.UTF-8",
    CKV_SKIP_PACKAGE_UPDATE_CHECK: "true",
    HTTP_PROXY: CLOSED_DOOR,
    HTTPS_PROXY: CLOSED_DOOR,
  };
}

function parse(text: string): CheckovReport {
  // Where it scanned nothing, it prints another object.
  const { results } = JSON.parse(text) as {
    readonly results?: { readonly passed_checks: CheckRecord[]; readonly failed_checks: CheckRecord[] };
  };
  if (!results) throw new PolicyScanError("checkov found no Terraform JSON in what it was given");
  return { passed: results.passed_checks, failed: results.failed_checks };
}
