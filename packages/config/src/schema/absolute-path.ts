import { z } from "zod";
import { refusal } from "./refusal";

/** A path in a container that is not its root. */
export const absolutePath = z
  .string()
  .regex(
    /^(\/(?!\.\.?(\/|$))[\w.-]+)+$/,
    refusal('is not an absolute path below the root; write it like "/app/instance"'),
  );
