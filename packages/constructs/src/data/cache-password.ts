import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Construct } from "constructs";
import { terraformJson } from "../policy/terraform-json";
import { EphemeralResource } from "../stack/ephemeral-resource";
import { GeneratedSecret } from "./generated-secret";

export interface CachePasswordProps {
  readonly name: string;
  readonly rotation: number;
  readonly recoverable: boolean;
}

// ElastiCache takes 16 to 128 characters: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateUser.html
const LENGTH = 64;
/** A user of this name takes the place of ElastiCache's own, which needs no password. */
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
const USER_NAME = "default";
const EVERYTHING = "on ~* &* +@all";

/**
 * The password of a cache, which stands in no plan and no state. The provider has no write-only argument for it, so the
 * user is made by CloudFormation, which reads the secret itself: docs/decisions/0014-cache-password.md.
 */
export class CachePassword extends Construct {
  readonly userGroup: ElasticacheUserGroup;
  private readonly password: GeneratedSecret;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CachePasswordProps,
  ) {
    super(scope, id);
    const { name } = props;
    this.password = new GeneratedSecret(this, "password", {
      ...props,
      name: `${name}-password`,
      length: LENGTH,
      characters: "letters-and-digits",
    });
    const stack = new CloudformationStack(this, "user", { name: `${name}-user`, templateBody: this.userTemplate() });
    this.userGroup = new ElasticacheUserGroup(this, "users", {
      engine: "valkey",
      userGroupId: name,
      userIds: [name],
      dependsOn: [stack],
    });
  }

  /** A secret with the whole URL, for clients that take nothing else. */
  urlSecret(place: string): SecretsmanagerSecret {
    const { name, rotation, recoverable } = this.props;
    const { secret, version } = this.password;
    // Read back, so that an apply that was broken off in between goes on with the password that the user has.
    const password = new EphemeralResource(this, "Read", "aws_secretsmanager_secret_version", {
      secret_id: secret.id,
      version_id: version.versionId,
    });
    const url = new SecretsmanagerSecret(this, "url", {
      name: `${name}-url`,
      recoveryWindowInDays: GeneratedSecret.recoveryDays(recoverable),
    });
    new SecretsmanagerSecretVersion(this, "url-version", {
      secretId: url.id,
      secretStringWo: `rediss://${USER_NAME}:${password.attribute("secret_string")}@${place}`,
      secretStringWoVersion: rotation,
    });
    return url;
  }

  private userTemplate(): string {
    const { name } = this.props;
    const { secret, version } = this.password;
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/cfn-example_reference-secret.html
    const reference = `{{resolve:secretsmanager:${secret.arn}:SecretString:::${version.versionId}}}`;
    return terraformJson({
      Resources: {
        User: {
          Type: "AWS::ElastiCache::User",
          Properties: {
            UserId: name,
            UserName: USER_NAME,
            Engine: "valkey",
            AccessString: EVERYTHING,
            AuthenticationMode: { Type: "password", Passwords: [reference] },
          },
        },
      },
    });
  }
}
