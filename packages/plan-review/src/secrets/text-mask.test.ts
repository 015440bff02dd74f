import { TextMask } from "./text-mask";

function masked(secrets: readonly string[], text: string): string {
  const mask = new TextMask();
  for (const secret of secrets) mask.add(secret);
  return mask.apply(text);
}

describe("TextMask", () => {
  it("takes secrets out wherever they stand", () => {
    expect(masked(["hunter2"], "hunter2, a hunter2 and hunter2")).toBe("(sensitive), a (sensitive) and (sensitive)");
  });

  it("leaves a text alone that holds none", () => {
    expect(masked(["hunter2"], "hunter1 hunte")).toBe("hunter1 hunte");
    expect(masked([], "hunter2")).toBe("hunter2");
  });

  it("takes out the longest of those that begin alike", () => {
    expect(masked(["pass", "password1", "password"], "a password1 b")).toBe("a (sensitive) b");
  });

  it("leaves nothing of secrets that overlap", () => {
    expect(masked(["abcd", "bcdefgh"], "xabcdefghx")).toBe("x(sensitive)x");
    expect(masked(["abcdef", "cdefgh"], "abcdefgh")).toBe("(sensitive)");
  });

  it("marks a run of secrets once, and keeps what stands between two", () => {
    expect(masked(["aaaa", "bbbb"], "aaaabbbb aaaa-bbbb")).toBe("(sensitive) (sensitive)-(sensitive)");
  });

  it("does not take out texts so short that they stand everywhere", () => {
    expect(masked(["abc"], "abc")).toBe("abc");
  });

  it("finds texts beyond ASCII", () => {
    expect(masked(["пароль🔑"], "x пароль🔑 y")).toBe("x (sensitive) y");
  });

  it("finds each of many secrets, and nothing that only looks alike", () => {
    const secrets = Array.from({ length: 5_000 }, (_, index) => `secret-${String(index).padStart(5, "0")}`);
    expect(masked(secrets, "secret-00000 secret-04999 secret-05000")).toBe("(sensitive) (sensitive) secret-05000");
  });
});
