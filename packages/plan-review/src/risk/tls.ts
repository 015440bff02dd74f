import { lastName } from "../difference/attribute-path";
import type { AttributeChange } from "../difference/attributes";
import { type Found, found } from "./finding";

/** Arguments that name the oldest TLS that is spoken, or a policy that says it. */
const NAMES = new Set(
  "ssl_policy minimum_protocol_version min_tls_version minimum_tls_version min_tls security_policy tls_security_policy ssl_minimal_tls_version_enforced minimal_tls_version tls_min_version min_protocol_version scm_minimum_tls_version min_tls_protocol_version tls_policy minimum_version".split(
    " ",
  ),
);
/** Google's profiles, from the weakest on: https://cloud.google.com/load-balancing/docs/ssl-policies-concepts */
const PROFILES = ["COMPATIBLE", "MODERN", "RESTRICTED", "FIPS_202205"];

/** Connections that may be spoken in an older TLS than before. */
export function weakerTls(attributes: readonly AttributeChange[]): Found[] {
  return attributes.flatMap(({ path, before, after, unknown }) => {
    if (unknown || before === undefined || after === undefined) return [];
    const [from, to] =
      lastName(path) === "profile"
        ? [before, after].map((json) => PROFILES.indexOf(textOf(json)))
        : NAMES.has(lastName(path))
          ? [before, after].map(oldestVersion)
          : [];
    return from !== undefined && to !== undefined && to >= 0 && to < from
      ? [found("encryption-off", `an older TLS is spoken: ${textOf(before)} → ${textOf(after)} (${path})`)]
      : [];
  });
}

/**
 * 2 of TLS 1.2; undefined where a text names none. Policies that name none are AWS's older ones, which speak TLS 1.0:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
function oldestVersion(json: string): number | undefined {
  const text = textOf(json);
  if (/^SSLv3|disabled$|^none$/i.test(text)) return 0;
  // CloudFront writes TLSv1, TLSv1_2016, TLSv1.1_2016, TLSv1.2_2021.
  const cloudfront = /^TLSv1(?:\.(\d))?(?:_\d{4})?$/.exec(text);
  if (cloudfront) return Number(cloudfront[1] ?? 0);
  const version = /(?:^|[^\d])1[._-]?([0-3])(?!\d)/.exec(text.replace(/TLS-?13(?=-)/, ""))?.[1];
  if (version !== undefined) return Number(version);
  if (/^ELBSecurityPolicy-TLS13-Res/.test(text)) return 2;
  return /^ELBSecurityPolicy-|^\d{4}-\d{2}/.test(text) ? 0 : undefined;
}

function textOf(json: string): string {
  return json.replaceAll('"', "");
}
