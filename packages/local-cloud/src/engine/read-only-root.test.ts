import { readOnlyRefusal } from "./read-only-root";

const REST =
  "written, which Fargate's read-only root refuses; mount a volume there (writablePaths) or write below /tmp";

describe("what a read-only root refuses", () => {
  it.each([
    [["/app/a"], `/app/a was ${REST}`],
    [["/app/a", "/app/b"], `/app/a and /app/b were ${REST}`],
    [["/app/a", "/app/b", "/app/c"], `/app/a, /app/b and /app/c were ${REST}`],
    [["/app/a", "/app/b", "/app/c", "/app/d", "/app/e"], `/app/a, /app/b, /app/c and 2 more were ${REST}`],
  ])("is named in a sentence: %j", (paths, sentence) => {
    expect(readOnlyRefusal(paths)).toBe(sentence);
  });

  it("is not spoken of where nothing was written", () => {
    expect(readOnlyRefusal([])).toBeUndefined();
  });
});
