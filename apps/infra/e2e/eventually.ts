import { setTimeout as sleep } from "node:timers/promises";

/** For what happens in the background: a busy machine is slow, not wrong. */
const PATIENCE_MS = 120_000;
const POLL_MS = 500;

/** What comes of looking again and again, as soon as there is something. */
export async function eventually<Result>(look: () => Promise<Result | undefined>): Promise<Result> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const result = await look();
    if (result !== undefined) return result;
    if (Date.now() > deadline) throw new Error(`did not happen within ${PATIENCE_MS / 1000} s`);
    await sleep(POLL_MS);
  }
}
