import { created, deleted, findingsIn, replaced, resource, reviewOfOne, updated } from "../testing/plans";

const FORWARD = { type: "forward", target_group_arn: "arn:targets", order: 2 };
const oidc = (changes: object = {}) => ({
  type: "authenticate-oidc",
  order: 1,
  authenticate_oidc: [
    { issuer: "https://id.example.com", client_id: "shop", on_unauthenticated_request: "authenticate", ...changes },
  ],
});
const rule = (actions: object[], paths = ["/admin/*"]) => ({
  action: actions,
  condition: [{ host_header: [{ values: ["example.org"] }] }, { path_pattern: [{ values: paths }] }],
});
const asking = rule([oidc(), FORWARD]);

const found = (change: Parameters<typeof reviewOfOne>[0]) =>
  findingsIn(reviewOfOne(change)).filter((text) => /^(protection-off|widened-policy)/.test(text));

describe("a listener's rule that asks visitors to sign in", () => {
  it.each<[string, object, string]>([
    ["no longer does", rule([FORWARD]), "protection-off: visitors are no longer asked to sign in"],
    [
      "lets strangers by",
      rule([oidc({ on_unauthenticated_request: "allow" }), FORWARD]),
      "protection-off: visitors who have not signed in are let by",
    ],
    [
      "believes another provider",
      rule([oidc({ issuer: "https://id.other" }), FORWARD]),
      "widened-policy: others may sign in: issuer goes from https://id.example.com to https://id.other",
    ],
    [
      "does so on fewer paths",
      rule([oidc(), FORWARD], ["/admin/users/*"]),
      "protection-off: nobody is asked to sign in on /admin/* any more: whoever the other rules let by is answered",
    ],
  ])("is named when it %s", (_, after, expected) => {
    expect(found(updated("aws_lb_listener_rule.a", asking, { ...after }))).toEqual([expected]);
    expect(found(replaced("aws_lb_listener_rule.a", asking, { ...after }))).toEqual([expected]);
  });

  it("is named when it goes, and with it what it asked on", () => {
    expect(found(deleted("aws_lb_listener_rule.a", asking))).toEqual([
      "protection-off: nobody is asked to sign in on example.org, /admin/* any more: whoever the other rules let by is answered",
    ]);
    expect(found(deleted("aws_lb_listener.a", { default_action: [oidc(), FORWARD] }))).toEqual([
      "protection-off: nobody is asked to sign in here any more: whoever the other rules let by is answered",
    ]);
  });

  it("is named when a user pool no longer asks", () => {
    const cognito = { type: "authenticate-cognito", authenticate_cognito: [{ user_pool_arn: "arn:pool" }] };
    expect(found(updated("aws_alb_listener_rule.a", rule([cognito, FORWARD]), rule([FORWARD])))).toEqual([
      "protection-off: visitors are no longer asked to sign in",
    ]);
  });

  it("is of the level that gates forbid by name, or by level", () => {
    const [finding] = reviewOfOne(updated("aws_lb_listener_rule.a", asking, rule([FORWARD]))).findings;
    expect([finding?.rule, finding?.level]).toEqual(["protection-off", "access"]);
  });

  it("is nothing to name when it begins, answers 401 instead, asks on more paths, or stays", () => {
    expect(found(created("aws_lb_listener_rule.a", asking))).toEqual([]);
    expect(found(updated("aws_lb_listener_rule.a", rule([FORWARD]), asking))).toEqual([]);
    const denying = rule([oidc({ on_unauthenticated_request: "deny" }), FORWARD], ["/admin", "/admin/*"]);
    expect(found(updated("aws_lb_listener_rule.a", asking, denying))).toEqual([]);
    expect(found(deleted("aws_lb_listener_rule.a", rule([FORWARD])))).toEqual([]);
    expect(found(resource("aws_lb_listener_rule.a", { actions: ["forget"], before: asking, after: null }))).toEqual([]);
  });
});
