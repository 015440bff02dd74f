import { TestTally } from "./test-tally";

describe("the tally of a run", () => {
  it("adds up what jest and pytest report, in colour or not", () => {
    const tally = new TestTally();
    tally.read("@app/config:test: \u001b[1mTests:\u001b[22m       1 failed, 2 skipped, 10 passed, 13 total");
    tally.read("@app/flask:test: ======= 5 passed, 1 skipped in 1.21s =======");
    tally.read("a line that says 7 passed");
    expect(tally.summary(1)).toBe("15 passed, 1 failed, 3 skipped");
  });

  it("counts a step that failed without a failed test", () => {
    expect(new TestTally().summary(1)).toBe("0 passed, 1 failed, 0 skipped");
  });
});
