import type { RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { firstRule, type RuledRequest } from "./listener-rule";

const REQUEST: RuledRequest = {
  method: "GET",
  host: "Chat.flask.localhost",
  url: "/rooms/1?Version=v2&x=y",
  headers: { "user-agent": "Mozilla/5.0 Chrome" },
};

function isMet(condition: RuleCondition): boolean {
  return firstRule([{ Conditions: [condition] }], REQUEST) !== undefined;
}

describe("a condition of a listener's rule", () => {
  it.each<[RuleCondition, boolean]>([
    [{ Field: "host-header", HostHeaderConfig: { Values: ["admin.flask.localhost", "chat.*"] } }, true],
    [{ Field: "host-header", Values: ["*.flask.localhost"] }, true],
    [{ Field: "host-header", Values: ["flask.localhost"] }, false],
    [{ Field: "path-pattern", PathPatternConfig: { Values: ["/rooms/?"] } }, true],
    [{ Field: "path-pattern", Values: ["/rooms/*"] }, true],
    [{ Field: "path-pattern", Values: ["/Rooms/*"] }, false],
    [{ Field: "path-pattern", Values: ["/rooms"] }, false],
    [{ Field: "path-pattern", Values: ["/r.oms/1"] }, false],
    [{ Field: "http-request-method", HttpRequestMethodConfig: { Values: ["GET"] } }, true],
    [{ Field: "http-request-method", Values: ["POST"] }, false],
    [{ Field: "http-header", HttpHeaderConfig: { HttpHeaderName: "User-Agent", Values: ["*chrome*"] } }, true],
    [{ Field: "http-header", HttpHeaderConfig: { HttpHeaderName: "X-Absent", Values: ["*"] } }, false],
    [{ Field: "query-string", QueryStringConfig: { Values: [{ Key: "version", Value: "v*" }] } }, true],
    [{ Field: "query-string", QueryStringConfig: { Values: [{ Value: "y" }] } }, true],
    [{ Field: "query-string", QueryStringConfig: { Values: [{ Key: "version", Value: "v1" }] } }, false],
    [{ Field: "source-ip", SourceIpConfig: { Values: ["10.0.0.0/8"] } }, true],
  ])("is met, or not: %j → %s", (condition, expected) => {
    expect(isMet(condition)).toBe(expected);
  });
});

describe("the rule for a request", () => {
  const path = (value: string) => ({ Field: "path-pattern", Values: [value] });

  it("is the one that comes first by its priority, not by its place", () => {
    const rules = [
      { RuleArn: "default", Priority: "default" },
      { RuleArn: "later", Priority: "100", Conditions: [path("/rooms/*")] },
      { RuleArn: "sooner", Priority: "20", Conditions: [path("/rooms/1")] },
      { RuleArn: "first", Priority: "3", Conditions: [path("/rooms/1"), path("/else")] },
    ];
    expect(firstRule(rules, REQUEST)?.RuleArn).toBe("sooner");
    expect(firstRule(rules.slice(0, 2), REQUEST)?.RuleArn).toBe("later");
    expect(firstRule(rules.slice(0, 1), REQUEST)?.RuleArn).toBe("default");
  });
});
