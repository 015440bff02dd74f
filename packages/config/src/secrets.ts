import { z } from "zod";
import { constantCase } from "./naming";

/** What application.ts says of a secret. */
export const secretDescription = z.discriminatedUnion("kind", [z.strictObject({ kind: z.literal("existing") })]);

/** What an environment says of a secret. */
export const secretPlace = z.strictObject({
  name: z
    .string()
    // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
    .regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/, {
      error: ({ input }) =>
        `${JSON.stringify(input)} is not a secret's name; use up to 512 letters, digits and /_+=.@-, like "prod/stripe"`,
    })
    .describe("Name of the secret in Secrets Manager. Default: `<project>/<environment>/<key in kebab case>`."),
});

export type SecretDescription = z.input<typeof secretDescription>;

/** A secret that exists in Secrets Manager before the first deploy; the task gets its value, Terraform never does. */
export function existing(): { readonly kind: "existing" } {
  return { kind: "existing" };
}

/** The variable in which a service finds a secret: `stripeKey` → `STRIPE_KEY`. */
export function secretVariable(key: string): string {
  return constantCase(key);
}
