import { Secrets } from "./secrets";

function hidden(value: unknown, ...marks: readonly unknown[]): unknown {
  return JSON.parse(JSON.stringify(new Secrets().hide(value, marks)));
}

describe("Secrets.hide", () => {
  it("hides what is marked, of whatever kind and length", () => {
    const value = { text: "abc", number: 5, flag: true, list: [1, 2], map: { a: "b" }, shown: "x" };
    const marks = { text: true, number: true, flag: true, list: true, map: true };
    expect(hidden(value, marks)).toEqual({
      text: "(sensitive)",
      number: "(sensitive)",
      flag: "(sensitive)",
      list: "(sensitive)",
      map: "(sensitive)",
      shown: "x",
    });
  });

  it("hides what is marked inside of lists and objects", () => {
    expect(hidden({ a: [{ b: "x", c: "y" }], d: ["p", "q"] }, { a: [{ b: true }], d: [false, true] })).toEqual({
      a: [{ b: "(sensitive)", c: "y" }],
      d: ["p", "(sensitive)"],
    });
  });

  it("hides the whole where the mark is for the whole", () => {
    expect(hidden({ a: 1 }, true)).toBe("(sensitive)");
    expect(hidden({ a: 1 }, false, true)).toBe("(sensitive)");
  });

  it("hides what any of the marks is for", () => {
    expect(hidden({ a: 1, b: 2, c: 3 }, { a: true }, { b: true })).toEqual({
      a: "(sensitive)",
      b: "(sensitive)",
      c: 3,
    });
  });

  it("tells that something not yet known is sensitive", () => {
    expect(hidden({ id: "x" }, { result: true })).toEqual({ id: "x", result: "(sensitive)" });
  });

  it("hides what is called secret without a mark, and no more", () => {
    const value = { password: "hunter2", password_length: 20, tags: { API_TOKEN: "abc" }, token: null, secret: "" };
    expect(hidden(value)).toEqual({
      password: "(sensitive)",
      password_length: 20,
      tags: { API_TOKEN: "(sensitive)" },
      token: null,
      secret: "",
    });
  });

  it("hides the value of a pair that is called secret", () => {
    expect(
      hidden([
        { name: "DB_PASSWORD", value: "x" },
        { name: "USER", value: "y" },
      ]),
    ).toEqual([
      { name: "DB_PASSWORD", value: "(sensitive)" },
      { name: "USER", value: "y" },
    ]);
  });

  it("hides what maps and lists of secrets hold, and leaves what names it", () => {
    expect(
      hidden({
        secrets: { FOO: "Unm01kQ8", list: [{ name: "DB", valueFrom: "arn:aws:ssm:x" }] },
        passwords: ["Unm02kQ8"],
        secret_environment_variables: { FOO: "Unm03kQ8" },
        parameters: { password: ["Unm04kQ8"] },
        set_sensitive: [{ name: "x", value: "Unm05kQ8" }],
        connection_string: [{ name: "Db", type: "SQLAzure", value: "Unm06kQ8" }],
      }),
    ).toEqual({
      secrets: { FOO: "(sensitive)", list: [{ name: "DB", valueFrom: "arn:aws:ssm:x" }] },
      passwords: ["(sensitive)"],
      secret_environment_variables: { FOO: "(sensitive)" },
      parameters: { password: ["(sensitive)"] },
      set_sensitive: [{ name: "x", value: "(sensitive)" }],
      connection_string: [{ name: "Db", type: "SQLAzure", value: "(sensitive)" }],
    });
  });

  it("hides a number that is called a password, lists of pairs, and every document of a manifest", () => {
    const hidden = (value: object) => {
      const secrets = new Secrets();
      return secrets.mask(JSON.stringify(secrets.hide(value, [])));
    };
    expect(hidden({ password: 73915526, max_tokens: 73915 })).toBe('{"password":"(sensitive)","max_tokens":73915}');
    expect(hidden({ name: "auth.tokens", value: ["zQ9xW3vK7rT2"] })).toBe(
      '{"name":"auth.tokens","value":["(sensitive)"]}',
    );
    const manifests =
      "apiVersion: v1\nkind: ConfigMap\n---\napiVersion: v1\nkind: Secret\ndata:\n  any: elE5eFczdks3\n";
    expect(hidden({ yaml_body: manifests })).not.toContain("elE5eFczdks3");
  });

  it("hides what a Kubernetes secret holds, whatever it is called", () => {
    expect(
      hidden({ apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, data: { a: "b" }, stringData: { c: "d" } }),
    ).toEqual({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "s" },
      data: "(sensitive)",
      stringData: "(sensitive)",
    });
  });

  it("returns the very value where nothing is secret", () => {
    const value = { a: [{ b: 1 }] };
    expect(new Secrets().hide(value, [{ a: [{ b: false }] }])).toBe(value);
  });

  it("keeps a member that is called like the prototype", () => {
    const value = JSON.parse('{"__proto__": {"password": "hunter2"}, "a": 1}');
    expect(JSON.stringify(new Secrets().hide(value, []))).toBe('{"__proto__":{"password":"(sensitive)"},"a":1}');
  });
});

describe("Secrets.mask", () => {
  function mask(value: unknown, marks: unknown, text: string): string {
    const secrets = new Secrets();
    secrets.hide(value, [marks]);
    return secrets.mask(text);
  }

  it("knows what was marked", () => {
    expect(mask({ a: ["hunter2"] }, { a: true }, "with hunter2")).toBe("with (sensitive)");
  });

  it("knows what a document in a marked text calls secret", () => {
    const document = JSON.stringify({ username: "admin", password: "hunter2" });
    expect(mask({ a: document }, { a: true }, "admin has hunter2")).toBe("admin has (sensitive)");
  });

  it("knows what a document in a text that is not marked calls secret", () => {
    const document = JSON.stringify([{ name: "web", environment: [{ name: "API_TOKEN", value: "hunter2" }] }]);
    expect(mask({ a: document }, {}, document)).toBe(document.replace("hunter2", "(sensitive)"));
  });

  it.each([
    ["in hex", "48756e746572322d636f7272656374"],
    ["in capitals", "HUNTER2-CORRECT"],
    ["in base64 of base64", Buffer.from(Buffer.from("pw=Hunter2-correct!").toString("base64")).toString("base64")],
  ])("knows what was marked %s", (_, text) => {
    expect(mask({ a: "Hunter2-correct" }, { a: true }, text)).toMatch(/\(sensitive\)/);
    expect(mask({ a: { "Hunter2-correct": "x" } }, { a: true }, "Hunter2-correct")).toBe("(sensitive)");
  });

  it("reads other texts in base64 in what may be a script", () => {
    const user_data = Buffer.from("#!/bin/sh\nexport API_TOKEN=hunter2-correct\n").toString("base64");
    expect(mask({ user_data }, {}, "with hunter2-correct")).toBe("with (sensitive)");
  });

  it("does not tell a word by what it leaves of longer ones", () => {
    const text = "administrator of AdministratorAccess, admin-role, admin";
    expect(mask({ password: "admin" }, {}, text)).toBe("administrator of AdministratorAccess, admin-role, (sensitive)");
    expect(mask({ x: "admin" }, { x: true }, text)).toBe(
      "administrator of AdministratorAccess, admin-role, (sensitive)",
    );
    expect(mask({ password: "corgi" }, {}, "corgis, corgi")).toBe("corgis, (sensitive)");
  });

  it("takes long numbers for secrets, and leaves ports", () => {
    expect(mask({ pin: 90210555, port: 5432 }, { pin: true, port: true }, "90210555 at 5432")).toBe(
      "(sensitive) at 5432",
    );
  });

  it("does not blacken words that say nothing", () => {
    expect(mask({ a: "true", token: "none" }, { a: true }, "true none")).toBe("true none");
  });

  it("takes secrets out of the keys of an address, and leaves names", () => {
    const secrets = new Secrets();
    secrets.hide("main", [true]);
    expect(secrets.maskAddress('module.main["a-main"].aws_vpc.main["x"]')).toBe(
      'module.main["a-(sensitive)"].aws_vpc.main["x"]',
    );
  });
});
