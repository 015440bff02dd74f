import type { LbListenerRuleAction } from "@cdktf/provider-aws/lib/lb-listener-rule";

interface Session {
  /** Claims that are asked for, separated by spaces. */
  readonly scope: string;
  /** Seconds after which a visitor signs in again. */
  readonly sessionTimeoutSeconds: number;
  readonly sessionCookieName: string;
}

/** Any provider that speaks OpenID Connect. */
export interface OidcProvider extends Session {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly userInfoEndpoint: string;
  readonly clientId: string;
  /** Stands in the state of the stack that it is handed to: no argument for it is write-only. */
  // https://github.com/hashicorp/terraform-provider-aws/issues/49499
  readonly clientSecret: string;
}

/** A user pool of Cognito: the load balancer itself gets the client's secret from there. */
export interface UserPool extends Session {
  readonly userPoolArn: string;
  readonly userPoolClientId: string;
  readonly userPoolDomain: string;
}

/** Who signs visitors in. */
export type IdentityProvider = OidcProvider | UserPool;

/** The action of a listener's rule that lets only those on who have signed in. Only HTTPS listeners have it. */
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
export function authenticate(
  provider: IdentityProvider,
  onUnauthenticatedRequest: "authenticate" | "deny",
): LbListenerRuleAction {
  const { scope, sessionCookieName, sessionTimeoutSeconds: sessionTimeout } = provider;
  const session = { scope, sessionCookieName, sessionTimeout, onUnauthenticatedRequest };
  if ("userPoolArn" in provider) {
    const { userPoolArn, userPoolClientId, userPoolDomain } = provider;
    return {
      type: "authenticate-cognito",
      authenticateCognito: { userPoolArn, userPoolClientId, userPoolDomain, ...session },
    };
  }
  const { issuer, authorizationEndpoint, tokenEndpoint, userInfoEndpoint, clientId, clientSecret } = provider;
  return {
    type: "authenticate-oidc",
    authenticateOidc: {
      issuer,
      authorizationEndpoint,
      tokenEndpoint,
      userInfoEndpoint,
      clientId,
      clientSecret,
      ...session,
    },
  };
}
