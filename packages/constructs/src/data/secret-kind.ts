import { constantCase } from "../stack/constant-case";
import { text } from "../stack/contract";
import { type DataKind, published } from "./data-kind";
import type { ExistingSecret } from "./existing-secret";
import type { GeneratedSecret } from "./generated-secret";
import { noGrant } from "./grant";

/**
 * Secrets, existing and generated: ECS puts the value into the variable named by the key (`stripeKey` → `STRIPE_KEY`) before the container
 * starts. The application itself gets no right to the secret.
 */
export const secretKind: DataKind<"read", ExistingSecret | GeneratedSecret> = {
  verbs: ["read"],
  outputs: (key) => ({ [`${key}SecretArn`]: text(`ARN of the secret ${key}`) }),
  values: (key, { secret }) => ({ [`${key}SecretArn`]: secret.arn }),
  grant: (_verb, key, outputs) => ({
    ...noGrant,
    secrets: { [constantCase(key)]: published(outputs, `${key}SecretArn`) },
    endpoints: ["secretsmanager"],
  }),
};
