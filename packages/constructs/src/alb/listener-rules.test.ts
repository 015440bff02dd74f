import { oneStack } from "../testing/one-stack";
import type { IdentityProvider } from "./identity-provider";
import { type ListenerRoute, ListenerRules } from "./listener-rules";

const rules = (...routes: ListenerRoute[]) => rulesOf(undefined, ...routes);

const rulesOf = (identityProvider: IdentityProvider | undefined, ...routes: ListenerRoute[]) =>
  oneStack((stack) => {
    new ListenerRules(stack, "ListenerRules", {
      listenerArn: "arn:listener",
      targetGroupArn: "arn:targets",
      routes,
      identityProvider,
    });
  }).resource.aws_lb_listener_rule ?? {};

const session = { scope: "openid email", sessionTimeoutSeconds: 3600, sessionCookieName: "shop" };
const admin: ListenerRoute = { priority: 5, hostNames: ["example.org"], paths: ["/admin/*"] };

describe("ListenerRules", () => {
  it("send what a service claims to its targets", () => {
    expect(rules({ priority: 7, hostNames: ["example.org"], paths: [] }).rule_7).toMatchObject({
      listener_arn: "arn:listener",
      priority: 7,
      action: [{ type: "forward", target_group_arn: "arn:targets" }],
    });
  });

  it("answer nobody on what is hidden, so that only health checks reach it", () => {
    expect(rules({ priority: 3, hostNames: ["example.org"], paths: ["/ready"], hidden: true }).rule_3).toMatchObject({
      action: [{ type: "fixed-response", fixed_response: { status_code: "404", message_body: "Not found" } }],
      condition: [{ host_header: { values: ["example.org"] } }, { path_pattern: { values: ["/ready"] } }],
    });
  });

  it.each<[string, ListenerRoute, object[]]>([
    [
      "hosts",
      { priority: 1, hostNames: ["example.org", "www.example.org"], paths: [] },
      [{ host_header: { values: ["example.org", "www.example.org"] } }],
    ],
    [
      "paths on any host",
      { priority: 1, hostNames: [], paths: ["/api/*"] },
      [{ path_pattern: { values: ["/api/*"] } }],
    ],
    [
      "a path on a host, from some addresses only",
      { priority: 1, hostNames: ["example.org"], paths: ["/admin/*"], sourceCidrs: ["192.0.2.0/24", "2001:db8::/32"] },
      [
        { host_header: { values: ["example.org"] } },
        { path_pattern: { values: ["/admin/*"] } },
        { source_ip: { values: ["192.0.2.0/24", "2001:db8::/32"] } },
      ],
    ],
  ])("claim %s", (_, route, condition) => {
    expect(rules(route).rule_1?.condition).toEqual(condition);
  });

  it("stay as they are when another one comes in front", () => {
    const host: ListenerRoute = { priority: 900, hostNames: ["example.org"], paths: [] };
    const path: ListenerRoute = { priority: 100, hostNames: ["example.org"], paths: ["/api/*"] };
    expect(rules(path, host)).toMatchObject(rules(host));
  });

  it("send who has not signed in to a provider of OpenID Connect, before anything is forwarded", () => {
    const provider: IdentityProvider = {
      issuer: "https://id.example.com",
      authorizationEndpoint: "https://id.example.com/authorize",
      tokenEndpoint: "https://id.example.com/token",
      userInfoEndpoint: "https://id.example.com/userinfo",
      clientId: "shop",
      clientSecret: "${secret}",
      ...session,
    };
    expect(rulesOf(provider, { ...admin, onUnauthenticatedRequest: "authenticate" }).rule_5?.action).toEqual([
      {
        order: 1,
        type: "authenticate-oidc",
        authenticate_oidc: {
          issuer: "https://id.example.com",
          authorization_endpoint: "https://id.example.com/authorize",
          token_endpoint: "https://id.example.com/token",
          user_info_endpoint: "https://id.example.com/userinfo",
          client_id: "shop",
          client_secret: "${secret}",
          scope: "openid email",
          session_timeout: 3600,
          session_cookie_name: "shop",
          on_unauthenticated_request: "authenticate",
        },
      },
      { order: 2, type: "forward", target_group_arn: "arn:targets" },
    ]);
  });

  it("answer programs that have not signed in to a user pool, before anything is forwarded", () => {
    const pool: IdentityProvider = {
      userPoolArn: "arn:pool",
      userPoolClientId: "shop",
      userPoolDomain: "shop-users",
      ...session,
    };
    expect(rulesOf(pool, { ...admin, onUnauthenticatedRequest: "deny" }).rule_5?.action).toEqual([
      {
        order: 1,
        type: "authenticate-cognito",
        authenticate_cognito: {
          user_pool_arn: "arn:pool",
          user_pool_client_id: "shop",
          user_pool_domain: "shop-users",
          scope: "openid email",
          session_timeout: 3600,
          session_cookie_name: "shop",
          on_unauthenticated_request: "deny",
        },
      },
      { order: 2, type: "forward", target_group_arn: "arn:targets" },
    ]);
  });

  it("never forward what asks for a visitor whom nobody signs in", () => {
    expect(() => rules({ ...admin, onUnauthenticatedRequest: "authenticate" })).toThrow(
      "rule 5 asks visitors to sign in, and nobody can",
    );
  });
});
