import { lock } from "proper-lockfile";
import { CloudError } from "./cloud-error";
import type { CloudFolder } from "./cloud-record";

/** After this long without a sign of life the lock of a killed command is taken over. */
const STALE_MS = 20_000;
const POLL_MS = 500;
/** Longer than a start or a stop takes. */
const PATIENCE_MS = 180_000;

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
  const deadline = Date.now() + PATIENCE_MS;
  while (!release) {
    if (Date.now() > deadline)
      throw new CloudError("another command starts or stops the local cloud, and does not end");
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    release = await take();
  }
  try {
    return await work();
  } finally {
    await release().catch(() => undefined);
  }
}
