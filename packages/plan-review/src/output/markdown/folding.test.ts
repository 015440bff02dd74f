import { fold } from "./folding";

describe("fold", () => {
  const [must, first, second] = [
    { text: "must", rank: 0 },
    { text: "first", rank: 1, kind: "ones" },
    { text: "second", rank: 2, kind: "twos" },
  ];

  it("takes everything in where it fits, in the order of the document", () => {
    expect(fold([second, must, first], 100)).toEqual({ text: "second\nmust\nfirst\n", left: new Map() });
  });

  it("leaves out what matters least, and counts it", () => {
    expect(fold([second, second, must, first], 12)).toEqual({ text: "must\nfirst\n", left: new Map([["twos", 2]]) });
  });

  it("takes in what fits behind what does not", () => {
    expect(fold([must, { ...first, text: "much too long" }, second], 12)?.text).toBe("must\nsecond\n");
  });

  it("leaves out what says nothing without something that is left out", () => {
    const long = { ...first, text: "much too long" };
    expect(fold([must, long, { text: "x", rank: 2, kind: "details", of: long }], 10)?.text).toBe("must\n");
  });

  it("gives up where not even that fits which must be there", () => {
    expect(fold([must, must], 6)).toBeUndefined();
  });
});
