import { encodings } from "./encodings";

/** Whether any form stands in the text. */
function isFound(secret: string, text: string): boolean {
  return encodings(secret).some((form) => text.includes(form));
}

describe("encodings", () => {
  const secret = 'q"\\<&>\n/+pass%word';

  it.each([
    ["as it is", `x${secret}x`],
    ["in JSON", JSON.stringify({ a: secret })],
    ["in JSON in JSON", JSON.stringify(JSON.stringify({ a: secret }))],
    ["in JSON in JSON in JSON", JSON.stringify(JSON.stringify(JSON.stringify({ a: secret })))],
    [
      "in what Terraform's jsonencode writes",
      JSON.stringify(secret).replaceAll("<", "\\u003c").replaceAll("&", "\\u0026").replaceAll(">", "\\u003e"),
    ],
    ["in base64", Buffer.from(secret).toString("base64")],
    ["in base64 for URLs", Buffer.from(secret).toString("base64url")],
    ["in a URL", `postgres://user:${encodeURIComponent(secret)}@host`],
  ])("finds a secret %s", (_, text) => {
    expect(isFound(secret, text)).toBe(true);
  });

  it.each([0, 1, 2, 3, 4, 5])("finds a secret in base64 behind %i other bytes", (bytes) => {
    const text = Buffer.from(`${"x".repeat(bytes)}correct horse battery and more`).toString("base64");
    expect(isFound("correct horse battery", text)).toBe(true);
  });

  it("finds a key line by line where it stands indented", () => {
    const key = "-----BEGIN KEY-----\nMIIEowIBAAKCAQEA\n-----END KEY-----\n";
    expect(isFound(key, "    MIIEowIBAAKCAQEA")).toBe(true);
  });

  it("copes with half a character", () => {
    expect(encodings("\ud800secret")).toContain("\ud800secret");
  });
});
