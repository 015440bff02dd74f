import { z } from "zod";
import { containerSize } from "./container";
import { checkFargateSize } from "./fargate";

const MISSING = "is missing; say how large it is here: { cpu: 256, memoryMiB: 512 }";

/** What an environment says of a task that runs and ends. */
export const runSize = z
  .strictObject({ ...containerSize }, { error: ({ input }) => (input === undefined ? MISSING : undefined) })
  .superRefine(checkFargateSize);
