const MOST_REMEMBERED = 5000;
const compiled = new Map<string, RegExp>();

/** Whether everything that the inner pattern matches is matched by the outer one; `*` and `?` as in IAM. */
export function covers(outer: string, inner: string): boolean {
  if (outer === inner || outer === "*") return true;
  const wildcard = outer.search(/[*?]/);
  // Nearly all differ before the first wildcard, and need no expression.
  if (wildcard < 0 || !inner.startsWith(outer.slice(0, wildcard))) return false;
  if (outer.indexOf("*") === outer.length - 1 && wildcard === outer.length - 1) return true;
  return expressionOf(outer).test(inner);
}

/** The same where letters' case makes no difference, as in actions. */
export function coversAnyCase(outer: string, inner: string): boolean {
  return covers(outer.toLowerCase(), inner.toLowerCase());
}

function expressionOf(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  // `?` takes one character, which a `*` of the inner pattern is not.
  const source = pattern
    .replace(/\*+/g, "*")
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^*]");
  const expression = new RegExp(`^${source}$`);
  if (compiled.size >= MOST_REMEMBERED) compiled.clear();
  compiled.set(pattern, expression);
  return expression;
}
