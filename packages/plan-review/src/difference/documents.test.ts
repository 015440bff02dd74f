import { decodeJson, describeDocuments } from "./documents";

describe("describeDocuments", () => {
  it("compares what stands in the documents, not how it is written", () => {
    expect(describeDocuments("x", '{"a":1,"b":[2]}', '{\n "b": [2],\n "a": 1\n}')).toEqual([
      "the same content, written differently",
    ]);
    expect(describeDocuments("x", "a: 1\nb: 2\n", "# said again\nb: 2\na: 1\n")).toEqual([
      "the same content, written differently",
    ]);
  });

  it.each([
    ["JSON", '{"a":{"b":1},"c":2}', '{"a":{"b":2},"d":3}', ["~ a.b: 1 → 2", "- c: 2", "+ d: 3"]],
    ["YAML", "a:\n  b: 1\n", "a:\n  b: 2\n", ["~ a.b: 1 → 2"]],
    [
      "YAML that begins with a comment",
      "#cloud-config\nusers:\n  - bob\n",
      "#cloud-config\nusers:\n  - eve\n",
      ['~ users[0]: "bob" → "eve"'],
    ],
    ["YAML of a list", "- a: 1\n- b: 2\n", "- a: 1\n- b: 3\n", ["~ [1].b: 2 → 3"]],
  ])("reads %s", (_, before, after, expected) => {
    expect(describeDocuments("x", before, after)).toEqual(expected);
  });

  it.each([
    ["a sentence", "Note: a\nb", "Note: c\nd: e: f"],
    ["a script", "#!/bin/sh\necho a: b\n", "#!/bin/sh\necho c: d\n"],
    ["broken JSON", '{"a":', '{"a":1'],
    ["numbers", 1, 2],
    ["a document that comes", undefined, '{"a":1}'],
    ["YAML that comes", undefined, "a: 1\nb: 2\n"],
  ])("says nothing of %s", (_, before, after) => {
    expect(describeDocuments("x", before, after)).toEqual([]);
  });

  it("never says that nothing differs when something does that it does not look at", () => {
    const widgets = [{ type: "text" }];
    expect(
      describeDocuments("dashboard_body", JSON.stringify({ widgets }), JSON.stringify({ widgets, start: "-1h" })),
    ).toEqual(['+ start: "-1h"']);
    const twins = (cpu: number) =>
      JSON.stringify([
        { name: "a", cpu },
        { name: "a", cpu: 1 },
      ]);
    expect(describeDocuments("container_definitions", twins(1), twins(2))).toEqual(["~ [0].cpu: 1 → 2"]);
    const versions = ["2008-10-17", "2012-10-17"].map((Version) => JSON.stringify({ Version, Statement: [] }));
    expect(describeDocuments("policy", versions[0], versions[1])).toEqual(['~ Version: "2008-10-17" → "2012-10-17"']);
  });

  it("is not tied up by a text that nearly is YAML", () => {
    const begun = process.cpuUsage();
    describeDocuments("x", `${"\n \n".repeat(50_000)}!`, `${"\n \n".repeat(50_000)}?`);
    // Of this process's own time: a busy machine takes longer without working more.
    expect(process.cpuUsage(begun).user).toBeLessThan(1_000_000);
  });

  it("keeps YAML that refers to itself from growing without end", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (const [previous, name] of ["ab", "bc", "cd", "de", "ef", "fg", "gh"]) {
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${previous}`).join(", ")}]`);
    }
    expect(describeDocuments("x", "a: 1\nb: 2\n", `${bomb.join("\n")}\n`)).toEqual([]);
  });

  it("writes no warning about tags that only others know", () => {
    const warn = jest.spyOn(process, "emitWarning");
    expect(describeDocuments("x", "a: !Sub x\nb: 1\n", "a: !Sub y\nb: 1\n")).toEqual(['~ a: "x" → "y"']);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});

describe("decodeJson", () => {
  it("reads objects and lists, and nothing else", () => {
    expect(decodeJson(' {"a":1}')).toEqual({ a: 1 });
    expect(decodeJson("[1]")).toEqual([1]);
    for (const other of ["1", '"a"', "true", "{broken", 1, null]) expect(decodeJson(other)).toBeUndefined();
  });
});
