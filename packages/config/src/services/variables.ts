import { z } from "zod";
import { refusal } from "../schema/refusal";

export const variableName = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    refusal('is not the name of a variable; use letters, digits and "_", like "LOG_LEVEL"'),
  );

/** Plain environment variables. `PORT` follows from `port`: load balancer and container must agree on it. */
export const variables = z
  .record(
    variableName.refine((name) => name !== "PORT", { error: 'is set from "port"; set that instead' }),
    z.string(),
  )
  .default({});
