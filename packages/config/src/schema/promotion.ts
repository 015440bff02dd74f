import { z } from "zod";
import { distinct } from "./distinct";
import { refusal } from "./refusal";

/** How images leave this environment for another one. */
export const promotionSchema = z.strictObject({
  pullableBy: z
    .array(z.string().regex(/^\d{12}$/, refusal("is not an AWS account id; it has 12 digits")))
    .superRefine(distinct)
    .default([])
    .describe(
      "AWS accounts that may copy images from this environment's repositories: those of the environments that images are promoted to. Default: none but its own.",
    ),
});
