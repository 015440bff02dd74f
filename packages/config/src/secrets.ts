import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly";
import { constantCase } from "./naming";

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
const LONGEST = 4096;
/** Shorter ones can be guessed. */
const SHORTEST = 16;

export const secretName = z
  .string()
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  .regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/, {
    error: ({ input }) =>
      `${JSON.stringify(input)} is not a secret's name; use up to 512 letters, digits and /_+=.@-, like "prod/stripe"`,
  });

const ownName = secretName.describe(
  "Name of the secret in Secrets Manager. Default: `<project>/<environment>/<key in kebab case>`.",
);

/** Counts the values that there have been; a higher number asks for a new one. */
export const rotation = z.number().int().min(1);

/** Every kind of secret: what `application.ts` says of it, and what an environment does. */
export const secretKinds = {
  existing: {
    title:
      "A secret that exists in Secrets Manager before the first deploy; the task gets its value, Terraform never does",
    description: z.strictObject({ kind: z.literal("existing") }),
    place: z.strictObject({ name: ownName.optional() }),
  },
  generated: {
    title:
      "A secret that Secrets Manager generates at the first deploy and that stays as it is. Its value stands in no plan, no state and no log",
    description: z.strictObject({
      kind: z.literal("generated"),
      length: z.number().int().min(SHORTEST).max(LONGEST).default(64).describe("Characters of the value."),
      characters: z
        .enum(["letters-and-digits", "printable"])
        .default("letters-and-digits")
        .describe("What the value is made of; `printable` adds punctuation, which URLs and shells must escape."),
    }),
    place: z.strictObject({
      name: ownName.optional(),
      rotation: rotation.default(1).describe("A higher number generates a new value with the next deploy."),
    }),
  },
} as const;

/** What application.ts says of a secret. */
export const secretDescription = z.discriminatedUnion("kind", [
  secretKinds.existing.description,
  secretKinds.generated.description,
]);

type Kinds = typeof secretKinds;
export type SecretKind = keyof Kinds;
export type SecretDescription = DeepReadonly<z.input<typeof secretDescription>>;
/** What an environment says of a secret of that kind. */
export type SecretPlace<Kind extends SecretKind> = DeepReadonly<z.input<Kinds[Kind]["place"]>>;

type Checked<Kind extends SecretKind> = DeepReadonly<
  z.output<Kinds[Kind]["description"]> & z.output<Kinds[Kind]["place"]> & { key: string; name: string }
>;
export type ExistingSecretEntry = Checked<"existing">;
export type GeneratedSecretEntry = Checked<"generated">;
/** A checked secret, discriminated by `kind`. */
export type Secret = ExistingSecretEntry | GeneratedSecretEntry;

/** A secret that exists in Secrets Manager before the first deploy; the task gets its value, Terraform never does. */
export function existing(): { readonly kind: "existing" } {
  return { kind: "existing" };
}

type GeneratedDescription = DeepReadonly<Omit<z.input<Kinds["generated"]["description"]>, "kind">>;

/** A secret that is generated once, on AWS: `generated()`, or `generated({ length: 32 })`. */
export function generated(description: GeneratedDescription = {}): GeneratedDescription & {
  readonly kind: "generated";
} {
  return { kind: "generated", ...description };
}

/** The variable in which a service finds a secret: `stripeKey` → `STRIPE_KEY`. */
export function secretVariable(key: string): string {
  return constantCase(key);
}
