import { z } from "zod";
import { secretName } from "../secrets";
import { arn } from "./arn";
import { plainText } from "./plain-text";
import { refusal } from "./refusal";

/** The cookie that carries a session lives that long, whatever the session does. */
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
const LONGEST_SESSION_SECONDS = 604_800;
const TWELVE_HOURS = 43_200;

const session = {
  scope: z
    .string()
    // Only with `openid` there is an ID token, which the load balancer wants.
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#cognito-requirements
    .regex(
      /^(?=(.* )?openid( |$))[!#-[\]-z|}~]+( [!#-[\]-z|}~]+)*$/,
      refusal('asks for no ID token; name "openid" and what else is wanted, like "openid email"'),
    )
    .default("openid")
    .describe("What is asked of the identity provider about a visitor, separated by spaces; `openid` among it."),
  sessionTimeoutSeconds: z
    .number()
    .int()
    .min(1)
    .max(LONGEST_SESSION_SECONDS)
    .default(TWELVE_HOURS)
    .describe("Seconds after which a visitor signs in again, at most seven days."),
  sessionCookieName: z
    .string()
    // https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1
    .regex(
      /^[A-Za-z0-9_.-]{1,64}$/,
      refusal("is not the name of a cookie; use at most 64 letters, digits, hyphens, dots and underscores"),
    )
    .default("AWSELBAuthSessionCookie")
    .describe("Name of the cookie that carries the session; a number is appended."),
};

const address = plainText.regex(
  /^https:\/\/[a-z0-9.-]+(:\d+)?(\/\S*)?$/,
  refusal('is not an address of an identity provider; write all of it, like "https://id.example.com/authorize"'),
);

const clientId = plainText.regex(/^\S{1,255}$/, refusal("is not the id of a client; copy it from the provider"));

/** Any identity provider that speaks OpenID Connect. */
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html
export const oidcSchema = z.strictObject({
  issuer: address.describe("Identity provider that speaks OpenID Connect, as its tokens name it."),
  authorizationEndpoint: address.describe("Where visitors sign in."),
  tokenEndpoint: address.describe("Where the load balancer gets tokens."),
  userInfoEndpoint: address.describe("Where the load balancer asks who the visitor is."),
  clientId: clientId.describe("Id of the load balancer at the provider."),
  clientSecretName: secretName.describe(
    "Name of the secret in Secrets Manager that is the client's password at the provider, and nothing else. Terraform reads it, and it stands in the state of each service that asks for it.",
  ),
  ...session,
});

/** A user pool of Cognito. The load balancer reads the client's secret there by itself. */
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateCognitoActionConfig.html
export const cognitoSchema = z.strictObject({
  userPoolArn: arn("cognito-idp", "userpool/", "a user pool").describe(
    "User pool of Cognito, also one that leads on to a company's own provider. No secret of it stands in a state.",
  ),
  userPoolClientId: clientId.describe("Id of the pool's client that stands for the load balancer."),
  userPoolDomain: plainText
    // The part in front of amazoncognito.com, or a name of one's own.
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, refusal("is not the domain of a user pool; copy it from Cognito"))
    .describe("Domain of the pool: the prefix that it has at Cognito, or its own name."),
  ...session,
});

export const authenticationSchema = z
  .union([oidcSchema, cognitoSchema])
  .optional()
  .describe(
    "Who signs visitors in, where services ask for it. Where emulated the local cloud does, and nothing is said here.",
  );
