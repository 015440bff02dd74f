import type { Environment, WebService } from "@app/config";
import type { IdentityProvider } from "@app/constructs";

/** What a task must know to believe what the load balancer says of visitors. */
export interface SignInTrust {
  /** Path patterns that are only for who has signed in. */
  readonly paths: readonly string[];
  readonly issuer: string;
  readonly clientId: string;
}

/**
 * What the rules of an emulated load balancer say: it signs visitors in by itself and calls nobody. Names under `.invalid`
 * lead nowhere, should somebody deploy it elsewhere.
 */
// https://www.rfc-editor.org/rfc/rfc2606#section-2
const LOCAL = {
  issuer: "https://identity.invalid",
  authorizationEndpoint: "https://identity.invalid/authorize",
  tokenEndpoint: "https://identity.invalid/token",
  userInfoEndpoint: "https://identity.invalid/userinfo",
  clientId: "local",
  clientSecret: "local",
  scope: "openid",
  sessionTimeoutSeconds: 43_200,
  sessionCookieName: "AWSELBAuthSessionCookie",
} as const satisfies IdentityProvider;

/** Whether the load balancer asks visitors of any service to sign in. */
export function signsIn({ services }: Environment): boolean {
  return services.some((service) => service.kind === "web" && service.authentication.length > 0);
}

/** Who signs the visitors of a service in; `secret` gets the value of a secret by its name. Undefined where nobody has to. */
export function identityProvider(
  { authentication, aws }: Environment,
  service: WebService,
  secret: (name: string) => string,
): IdentityProvider | undefined {
  if (service.authentication.length === 0) return undefined;
  if (authentication === undefined) {
    if (!aws.emulated) throw new Error(`${service.key} asks visitors to sign in without an identity provider`);
    return LOCAL;
  }
  if ("userPoolArn" in authentication) return authentication;
  const { clientSecretName, ...provider } = authentication;
  return { ...provider, clientSecret: secret(clientSecretName) };
}

/** What stands in the load balancer's signed word on visitors of a service; undefined where nobody has to sign in. */
export function signInTrust({ authentication }: Environment, service: WebService): SignInTrust | undefined {
  if (service.authentication.length === 0) return undefined;
  const paths = service.authentication.flatMap((entry) => entry.paths);
  if (authentication === undefined) return { paths, issuer: LOCAL.issuer, clientId: LOCAL.clientId };
  if ("userPoolArn" in authentication) {
    return { paths, issuer: issuerOf(authentication.userPoolArn), clientId: authentication.userPoolClientId };
  }
  return { paths, issuer: authentication.issuer, clientId: authentication.clientId };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html */
function issuerOf(userPoolArn: string): string {
  const [, partition, , region, , pool = ""] = userPoolArn.split(":");
  const suffix = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return `https://cognito-idp.${region}.${suffix}/${pool.replace("userpool/", "")}`;
}
