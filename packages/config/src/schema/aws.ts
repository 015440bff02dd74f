import { z } from "zod";
import { meant } from "../suggestion";
import { AWS_REGIONS } from "./aws-regions";
import { refusal } from "./refusal";

export const awsSchema = z.strictObject({
  accountId: z
    .string()
    .regex(/^\d{12}$/, refusal("is not an AWS account id; it has 12 digits"))
    .describe("The only account this environment may be applied to; the provider refuses any other."),
  region: z
    .enum(AWS_REGIONS, {
      error: ({ input }) => {
        const near = meant(`${input}`, AWS_REGIONS);
        const remedy = near ? `did you mean "${near}"?` : 'write one like "eu-central-1"';
        return input === undefined ? undefined : `${JSON.stringify(input)} is not an AWS region; ${remedy}`;
      },
    })
    .describe("AWS region of every stack."),
  emulated: z
    .boolean()
    .default(false)
    .describe(
      "True where an emulator answers instead of AWS: S3 is addressed by path. Endpoints come from AWS_ENDPOINT_URL.",
    ),
});
