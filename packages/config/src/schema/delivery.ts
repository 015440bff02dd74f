import { z } from "zod";
import { refusal } from "./refusal";

/** What hosted workflows may do in this environment's account. */
export const deliverySchema = z.strictObject({
  github: z
    .strictObject({
      repository: z
        .string()
        // https://docs.github.com/en/get-started/learning-about-github/types-of-github-accounts
        .regex(
          /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/,
          refusal('is not a repository of GitHub; write it like "owner/name"'),
        )
        .describe(
          "Repository whose workflows may plan and deploy this environment, as GitHub writes it: `owner/name`.",
        ),
      providerArn: z
        .string()
        .regex(
          /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/,
          refusal(
            'is not the ARN of GitHub\'s identity provider; write it like "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com"',
          ),
        )
        .optional()
        .describe(
          "GitHub's identity provider where the account has it already, as for a second environment: an account holds one. Default: the delivery stack creates it.",
        ),
    })
    .optional()
    .describe("Roles for workflows on GitHub: one that plans, one that deploys. Default: none."),
});
