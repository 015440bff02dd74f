import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Construct } from "constructs";
import { EphemeralResource } from "../stack/ephemeral-resource";

export interface GeneratedSecretProps {
  /** Name in Secrets Manager. */
  readonly name: string;
  /** Characters of the value: 1 to 4096. */
  readonly length: number;
  readonly characters: "letters-and-digits" | "printable";
  /** A higher number generates a new value. */
  readonly rotation: number;
  /** Keeps a deleted secret for 30 days, in which it can be restored and its name cannot be used again. */
  readonly recoverable: boolean;
}

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
const LONGEST_RECOVERY_DAYS = 30;

/**
 * A secret whose value Secrets Manager generates. It passes through Terraform into a write-only argument, so that no plan
 * and no state holds it, and it is written again only when `rotation` rises. Encrypted with AWS's own key.
 */
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
export class GeneratedSecret extends Construct {
  readonly secret: SecretsmanagerSecret;
  readonly version: SecretsmanagerSecretVersion;

  /** How long a deleted secret is kept. */
  static recoveryDays(recoverable: boolean): number {
    return recoverable ? LONGEST_RECOVERY_DAYS : 0;
  }

  constructor(scope: Construct, id: string, { name, length, characters, rotation, recoverable }: GeneratedSecretProps) {
    super(scope, id);
    const random = new EphemeralResource(this, "Random", "aws_secretsmanager_random_password", {
      password_length: length,
      exclude_punctuation: characters === "letters-and-digits",
    });
    this.secret = new SecretsmanagerSecret(this, "Secret", {
      name,
      recoveryWindowInDays: GeneratedSecret.recoveryDays(recoverable),
    });
    this.version = new SecretsmanagerSecretVersion(this, "Version", {
      secretId: this.secret.id,
      secretStringWo: random.attribute("random_password"),
      secretStringWoVersion: rotation,
    });
  }
}
