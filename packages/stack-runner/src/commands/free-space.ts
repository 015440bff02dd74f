import { statfsSync } from "node:fs";
import { RunnerError } from "../runner-error";

/** Plans, a log and Terraform's own files of some dozen stacks. */
const NEEDED_MIB = 64;
const MIB = 1024 * 1024;

/** Told before anything starts: a disk that is full in the middle of an apply costs more. @throws RunnerError */
export function refuseFullDisk(folder: string, neededMib = NEEDED_MIB): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / MIB);
  if (free >= neededMib) return;
  throw new RunnerError(`${folder}: ${free} MiB are free on this disk, and a run needs ${neededMib}; free some first`);
}
