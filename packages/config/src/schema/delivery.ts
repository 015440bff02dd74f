import { z } from "zod";
import { arn } from "./arn";
import { refusal } from "./refusal";

/** Who delivers this environment, and what they may do in its account. */
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
  codePipeline: z
    .strictObject({
      connectionArn: z
        .string()
        // The console made both kinds; a policy must name the one that the ARN has.
        // https://docs.aws.amazon.com/dtconsole/latest/userguide/security_iam_id-based-policy-examples-connections.html
        .regex(
          /^arn:aws[a-z-]*:code(star-)?connections:[a-z0-9-]+:\d{12}:connection\/[0-9a-f-]{36}$/,
          refusal(
            'is not the ARN of a connection; write it like "arn:aws:codeconnections:eu-central-1:111111111111:connection/01234567-89ab-cdef-0123-456789abcdef"',
          ),
        )
        .describe(
          "Connection of AWS CodeConnections to where the repository is. A person makes it in the console and signs in there.",
        ),
      repository: z
        .string()
        .regex(/^[\w.-]+(\/[\w.-]+)+$/, refusal('is not a repository; write it like "owner/name"'))
        .describe("Repository that the pipeline delivers, as its host writes it: `owner/name`."),
      branch: z
        .string()
        // https://git-scm.com/docs/git-check-ref-format
        .regex(/^[\w][\w./-]{0,254}$/, refusal('is not the name of a branch; write it like "main"'))
        .default("main")
        .describe("Branch whose pushes start the pipeline, and the only one that it delivers."),
      approvalTopicArn: arn("sns", "", "an SNS topic")
        .optional()
        .describe("SNS topic that is told when a plan waits for its approval. Default: nobody is told."),
    })
    .optional()
    .describe(
      "A pipeline of AWS CodePipeline that plans every push, waits for an approval, and applies what was reviewed. Default: none.",
    ),
});
