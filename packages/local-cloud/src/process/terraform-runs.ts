import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { sep } from "node:path";
import { hasProc, processNumbers } from "@app/processes";

const PROGRAM = "terraform";

/** Whether a Terraform works in this folder or below it; undefined where that cannot be found out. */
export function terraformRunsIn(folder: string): boolean | undefined {
  const places = hasProc() ? placesOfProc() : placesOfLsof();
  return places?.some((place) => place === folder || place.startsWith(folder + sep));
}

/** Working folders of the Terraform processes that this user may look at. */
function placesOfProc(): string[] {
  return processNumbers().flatMap((pid) => {
    try {
      return readFileSync(`/proc/${pid}/comm`, "utf8").trim() === PROGRAM ? [readlinkSync(`/proc/${pid}/cwd`)] : [];
    } catch {
      return []; // gone in between, or another user's
    }
  });
}

function placesOfLsof(): string[] | undefined {
  try {
    const lines = execFileSync("lsof", ["-a", "-c", PROGRAM, "-d", "cwd", "-F", "n"], { encoding: "utf8" }).split("\n");
    return lines.filter((line) => line.startsWith("n")).map((line) => line.slice(1));
  } catch (error) {
    // It ends with 1 where there is none.
    return (error as { status?: number }).status === 1 ? [] : undefined;
  }
}
