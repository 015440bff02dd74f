import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "constructs";

export interface GithubProviderProps {
  /** The account's provider where it has one; it holds one for each address. Default: it is created. */
  readonly providerArn?: string | undefined;
}

/** Who signs the tokens of workflows. */
// https://docs.github.com/en/actions/reference/security/oidc
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";
/** Whom the tokens are for: what `aws-actions/configure-aws-credentials` asks GitHub for. */
// https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
export const GITHUB_AUDIENCE = "sts.amazonaws.com";

/** Lets roles of this account trust workflows on GitHub. */
export class GithubProvider extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { providerArn }: GithubProviderProps) {
    super(scope, id);
    this.arn = providerArn ?? this.provider().arn;
  }

  private provider(): IamOpenidConnectProvider {
    // IAM trusts GitHub's certificate by its authority, without a thumbprint:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html
    return new IamOpenidConnectProvider(this, "provider", {
      url: `https://${GITHUB_ISSUER}`,
      clientIdList: [GITHUB_AUDIENCE],
    });
  }
}
