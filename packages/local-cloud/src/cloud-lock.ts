import { lock } from "proper-lockfile";
import type { CloudFolder } from "./cloud-record";

/** After this long without a sign of life the lock of a killed command is taken over. */
const STALE_MS = 20_000;
const POLL_MS = 500;

/** Starts and stops of one cloud come one after the other; whoever waits is told so. */
export async function whileAlone<Result>(
  { path }: CloudFolder,
  onWait: (line: string) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  // Somebody removed the folder: what runs comes to its end all the same.
  const options = { lockfilePath: `${path}/lock`, stale: STALE_MS, onCompromised: () => undefined };
  const take = () =>
    lock(path, options).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ELOCKED") return undefined;
      throw error;
    });
  let release = await take();
  if (!release) onWait("another command starts or stops the local cloud; waiting for it …");
  // However long: a first start installs the emulator, and whoever was killed frees the lock.
  while (!release) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    release = await take();
  }
  try {
    return await work();
  } finally {
    await release().catch(() => undefined);
  }
}
