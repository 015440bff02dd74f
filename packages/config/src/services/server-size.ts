import { z } from "zod";

/** What an environment says of a gunicorn server. */
export const serverSize = {
  workers: z.number().int().min(1).max(32).default(2).describe("gunicorn worker processes in a task."),
  threads: z.number().int().min(1).max(64).default(8).describe("Threads in each worker."),
};
