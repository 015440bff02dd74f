import { isSecretName } from "./secret-names";

/**
 * Secrets by their shape, as those who give them out document it: GitHub, GitLab, Slack, AWS, Stripe, Google, npm, SendGrid, DigitalOcean,
 * Vault, Shopify, PyPI; and JSON Web Tokens (https://www.rfc-editor.org/rfc/rfc7519). The list of shapes is that of
 * https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
 */
const SHAPES = [
  /\bgh[pousr]_[A-Za-z0-9]{30,}/g,
  /\bgithub_pat_\w{22,}/g,
  /\bgl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w-]{16,}/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  /\bxapp-\d-[\w-]{10,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/g,
  /\bwhsec_[A-Za-z0-9]{16,}/g,
  /\bAIza[\w-]{35}/g,
  /\bya29\.[\w-]{20,}/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/g,
  /\bdo[opr]_v1_[a-f0-9]{40,}/g,
  /\bhv[sbr]\.[\w-]{20,}/g,
  /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/g,
  /\bpypi-[\w-]{40,}/g,
  /\bdapi[a-f0-9]{32}/g,
  /\bsk-(?:ant-|proj-)?[\w-]{20,}/g,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{40,}/g,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{4,}\.[\w-]{10,}/g,
  /\bhttps:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/-]+/g,
  /\bhttps:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/[\w/-]+/g,
  /\bhttps:\/\/[\w.-]+\.webhook\.office\.com\/[\w/@-]+/g,
  /\bhf_[A-Za-z0-9]{30,}/g,
  /\bdckr_(?:pat|oat)_[\w-]{20,}/g,
  /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}/g,
  /\b\d{8,10}:AA[\w-]{32,}/g,
  /\bSK[0-9a-f]{32}\b/g,
  /\bGOCSPX-[\w-]{20,}/g,
  /\bNRAK-[A-Z0-9]{27}/g,
  /\bATATT3x[\w=-]{20,}/g,
  /\bpul-[a-f0-9]{40}/g,
  /\bsntrys_[\w=+/-]{20,}/g,
  /\brubygems_[a-f0-9]{48}/g,
  // What is left of a password in a file of users: https://man7.org/linux/man-pages/man5/crypt.5.html
  /\$(?:apr1|2[abxy]|[156y]|argon2(?:i|d|id))\$[\w./$+=,-]{12,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|$)/g,
];
const MAY_HAVE_SHAPE =
  /gh[pousr]_|github_pat_|gl(pat|dt|rt|cbt|ptt|ft|soat)-|xox|xapp-|AKIA|ASIA|_(live|test)_|whsec_|AIza|ya29|npm_|SG\.|_v1_|hv[sbr]\.|shp|pypi-|dapi|sk-|AGE-|eyJ|hooks\.slack|discord|webhook\.office|PRIVATE KEY|hf_|dckr_|atlasv1|:AA|SK[0-9a-f]|GOCSPX|NRAK|ATATT|pul-|sntrys_|rubygems_|\$(apr1|2|5|6|1|y|argon2)/;

/** `scheme://user:password@host`; a reference like `${PASSWORD}` is none. */
const IN_URL = /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/?#@"'<>]*:([^\s/?#@"'<>]+)@/gi;
/** `?sig=…` and its like in addresses that let in who has them. */
const IN_QUERY =
  /[?&](?:sig|signature|x-amz-signature|x-goog-signature|access_token|auth_token|token|api[_-]?key|key|secret|password|pwd|code)=([^&\s"'<>]{12,})/gi;
/** What commands and headers take for a secret without giving it a name. */
const UNNAMED = [
  /\bauthorization["']?\s*[:=]\s*["']?(?:bearer|basic|token|apikey|bot)\s+([\w.~+/=-]{8,})/gi,
  /\bbearer\s+(?=[\w.~+/-]*\d)([\w.~+/=-]{16,})/gi,
  /\b(?:curl|wget|http)\b[^\n]{0,500}?\s(?:-u|--user)[ =]?["']?[^\s:"']+:([^\s"']{4,})/g,
  /\b(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n]{0,500}?\s-p([^\s"']{4,})/g,
  /\b(?:sshpass|docker login|redis-cli|az login|ldapsearch|smbclient)\b[^\n]{0,500}?\s-[apwP] ?["']?([^\s"']{4,})/g,
  /\blogin\s+\S+\s+password\s+(\S{4,})/g,
];
const MAY_BE_UNNAMED =
  /bearer|authorization|curl|wget|mysql|mariadb|sshpass|docker login|redis-cli|az login|ldapsearch|smbclient|login/i;
/** A container's variable in YAML: `name` in one line, `value` in the next. */
const PAIR =
  /^[ \t-]*name:[ \t]*["']?([A-Za-z][\w.-]*)["']?[ \t]*\r?\n[ \t]*value:[ \t]*(?:"([^"\n]{4,})"|'([^'\n]{4,})'|(\S.{3,}?))[ \t]*$/gm;
/** A text of several lines in YAML, each of them deeper than its name. */
const BLOCK =
  /^([ \t]*)(?:- )?["']?([A-Za-z][\w.-]*)["']?:[ \t]*[|>][-+\d]*[ \t]*\r?\n((?:\1[ \t]+\S.*(?:\r?\n|$))+)/gm;
const VALUE = /(?:"([^"\n]{4,})"|'([^'\n]{4,})'|([^\s"',;&|<>(){}[\]`]{4,}))/.source;
/** `NAME=value` or `name: value`, with or without quotes. */
const ASSIGNED = new RegExp(
  `(?<![\\w$%-])(?<!\\{\\{)(?<![$%#]\\{)(["']?)([A-Za-z][\\w.-]*)\\1[ \\t]*[:=][ \\t]*${VALUE}`,
  "g",
);
/** `--name value` or `--name=value` */
const OPTION = new RegExp(`(?<![\\w-])(-{1,2})([A-Za-z][\\w-]*)[ \\t=]+${VALUE}`, "g");
const MAY_ASSIGN = /[:=]|--/;
const MAY_NAME = /pass|pwd|secret|token|key|credential|auth|bearer|dsn|signature|psk|salt/i;
/** What stands for a value that is elsewhere. */
const REFERENCE =
  /^(\$|\{\{|%|<|@|arn:|vault:|secretsmanager:|ssm:|file:\/\/|\/|\.\/|https?:\/\/[^@]*$|projects\/|data\.|var\.|local\.|each\.|module\.|op:\/\/|‹)/;
const WORDS = new Set(
  "true false null none default enabled disabled required optional string secret password token yes no always never changeme example".split(
    " ",
  ),
);

/** A name, a sign and four characters. */
const SHORTEST_TEXT = 7;

/** Texts within a text that are secrets by their shape, or by what they are given to. */
export function secretsIn(text: string): string[] {
  const found: string[] = [];
  if (text.length < SHORTEST_TEXT) return found;
  if (MAY_HAVE_SHAPE.test(text))
    for (const shape of SHAPES) for (const [secret] of text.matchAll(shape)) found.push(secret);
  if (text.includes("://"))
    for (const [, password = ""] of text.matchAll(IN_URL))
      if (isValue(password)) found.push(decoded(password), password);
  if (text.includes("?"))
    for (const [, value = ""] of text.matchAll(IN_QUERY)) if (isValue(value)) found.push(decoded(value), value);
  if (MAY_BE_UNNAMED.test(text)) {
    for (const form of UNNAMED) for (const [, value = ""] of text.matchAll(form)) if (isValue(value)) found.push(value);
  }
  if (MAY_NAME.test(text) && MAY_ASSIGN.test(text)) {
    for (const form of [ASSIGNED, OPTION]) {
      for (const [, , name = "", double, single, bare = ""] of text.matchAll(form)) {
        const value = double ?? single ?? bare;
        if (isSecretName(name) && isValue(value)) found.push(value);
      }
    }
  }
  if (MAY_NAME.test(text) && text.includes("\n")) found.push(...inYaml(text));
  return found;
}

/** What YAML puts on other lines than the name. */
function inYaml(text: string): string[] {
  const found: string[] = [];
  for (const [, name = "", double, single, bare = ""] of text.matchAll(PAIR)) {
    const value = double ?? single ?? bare;
    if (isSecretName(name) && isValue(value)) found.push(value);
  }
  for (const [, , name = "", lines = ""] of text.matchAll(BLOCK)) {
    if (isSecretName(name))
      found.push(
        ...lines
          .split("\n")
          .map((line) => line.trim())
          .filter(isLongEnough),
      );
  }
  return found;
}

function isLongEnough(line: string): boolean {
  return line.length >= 4 && isValue(line);
}

/** Whether a text may be the secret itself, and not a word about it or a place where it is. */
export function isValue(text: string): boolean {
  return !REFERENCE.test(text) && !WORDS.has(text.toLowerCase()) && !/^\*+$/.test(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
