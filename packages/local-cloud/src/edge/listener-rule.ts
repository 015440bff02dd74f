import type { Rule, RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";

/** What a listener's rules ask about a request. */
export interface RuledRequest {
  readonly method: string;
  /** Without a port. */
  readonly host: string;
  /** With the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The first rule, in the order of their priorities, that a request meets; the default one meets every request. */
export function firstRule(rules: readonly Rule[], request: RuledRequest): Rule | undefined {
  const ordered = [...rules].sort((one, other) => priority(one) - priority(other));
  return ordered.find(({ Conditions = [] }) => Conditions.every((condition) => meets(condition, request)));
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
function meets(condition: RuleCondition, { method, host, url, headers }: RuledRequest): boolean {
  const { Field, Values: values = [] } = condition;
  const [path = "", query = ""] = url.split(/\?(.*)/s);
  switch (Field) {
    case "host-header":
      return matchesOne(host, condition.HostHeaderConfig?.Values ?? values, "i");
    case "path-pattern":
      return matchesOne(path, condition.PathPatternConfig?.Values ?? values, "");
    case "http-request-method":
      return (condition.HttpRequestMethodConfig?.Values ?? values).includes(method);
    case "http-header": {
      const { HttpHeaderName = "", Values = values } = condition.HttpHeaderConfig ?? {};
      const content = headers[HttpHeaderName.toLowerCase()];
      return content !== undefined && matchesOne(`${content}`, Values, "i");
    }
    case "query-string": {
      const pairs = [...new URLSearchParams(query)];
      const wanted = condition.QueryStringConfig?.Values ?? [];
      return wanted.some(({ Key = "*", Value = "*" }) =>
        pairs.some(([key, value]) => matchesOne(key, [Key], "i") && matchesOne(value, [Value], "i")),
      );
    }
    default:
      // Where a request comes from: everybody here is one of those that are let in.
      return true;
  }
}

/** `*` stands for any characters, `?` for one. */
function matchesOne(text: string, patterns: readonly string[], flags: "i" | ""): boolean {
  return patterns.some((pattern) => {
    const escaped = pattern.replace(/[\\^$+.()|[\]{}]/g, "\\$&");
    return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, `s${flags}`).test(text);
  });
}

function priority({ Priority }: Rule): number {
  return Priority === undefined || Priority === "default" ? Number.POSITIVE_INFINITY : Number(Priority);
}
