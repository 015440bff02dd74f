const SHORTEST_BASE64 = 8;
const SHORTEST_LINE = 12;
const LONG = 8;
/** Neither JSON nor a URL writes it in another way. */
const PLAIN = /^[\w.~-]*$/;

/** Every form in which a secret may stand in a longer text: in JSON, in JSON in JSON, in base64, in a URL. */
export function encodings(secret: string): string[] {
  const forms = PLAIN.test(secret)
    ? [secret, ...base64Forms(secret)]
    : [secret, ...lines(secret)].flatMap((text) => [...jsonForms(text), ...base64Forms(text), url(text)]);
  return [...new Set(forms)];
}

/** A key of several lines stands indented in YAML, where it is found line by line. */
function lines(secret: string): string[] {
  if (!secret.includes("\n")) return [];
  return secret
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.length >= SHORTEST_LINE);
}

/** Up to three strings in each other. */
function jsonForms(secret: string): string[] {
  const once = [inString(secret), inGoString(secret)];
  const twice = once.flatMap((text) => [inString(text), inGoString(text)]);
  return [secret, ...once, ...twice, ...twice.map(inString)];
}

function inString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** As Terraform's `jsonencode` writes it. */
function inGoString(text: string): string {
  return inString(text).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Of the secret alone, and of what does not depend on its neighbours where it stands in a longer text. */
function base64Forms(secret: string): string[] {
  const whole = Buffer.from(secret).toString("base64");
  const bytes = Buffer.byteLength(secret);
  const inner = [0, 1, 2].map((before) => {
    const encoded = before === 0 ? whole : Buffer.from("\0".repeat(before) + secret).toString("base64");
    const begin = before === 0 ? 0 : before + 1;
    return encoded.slice(begin, Math.floor(((before + bytes) * 8) / 6));
  });
  const forms = [whole, ...inner.filter((text) => text.length >= SHORTEST_BASE64)];
  return forms.flatMap((text) => [text, text.replaceAll("+", "-").replaceAll("/", "_")]);
}

/** In hex, in other letters, in base64 of base64: only of long texts, since short ones stand in digests by chance. */
export function rareForms(secret: string): string[] {
  if (secret.length < LONG || !/\d/.test(secret) || !/[A-Za-z]/.test(secret)) return [];
  const hex = Buffer.from(secret).toString("hex");
  const twice = [...new Set(base64Forms(secret))].flatMap((text) =>
    text.length >= LONG ? base64Forms(text.replace(/=+$/, "")) : [],
  );
  return [
    hex,
    hex.toUpperCase(),
    secret.toUpperCase(),
    secret.toLowerCase(),
    ...twice.filter((text) => text.length >= LONG),
  ];
}

function url(secret: string): string {
  // A lone surrogate cannot be encoded.
  return /\p{Surrogate}/u.test(secret) ? secret : encodeURIComponent(secret);
}
