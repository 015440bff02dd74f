import { FailedTests } from "./failed-tests";

function report(...lines: string[]): string {
  const failures = new FailedTests();
  for (const line of lines) failures.read(line);
  return failures.report();
}

describe("the failed tests of a run", () => {
  it.each([
    ["in a describe", "a lock › is left alone"],
    ["outside of any", "a shell that is killed above the runner: it ends as at Ctrl-C"],
    ["that never ran", "Test suite failed to run"],
  ])("are named with task and suite: one %s", (_, name) => {
    expect(
      report(
        "@app/stack-runner:e2e: FAIL e2e/faults.e2e.test.ts (41.2 s)",
        `@app/stack-runner:e2e:   ● ${name}`,
        "@app/stack-runner:e2e: ",
        "@app/stack-runner:e2e:     expect(received).toBe(expected)",
        "@app/stack-runner:e2e: PASS e2e/locks.e2e.test.ts",
        "@app/stack-runner:e2e:     of the suite that passed",
      ),
    ).toBe(`✗ @app/stack-runner:e2e: e2e/faults.e2e.test.ts: ${name}\n  expect(received).toBe(expected)`);
  });

  it("keep their reasons where several tasks print at once", () => {
    expect(
      report(
        "@app/infra:e2e: FAIL e2e/shop.e2e.test.ts",
        "@app/stack-runner:e2e: FAIL e2e/locks.e2e.test.ts",
        "@app/infra:e2e:   ● shop",
        "@app/stack-runner:e2e:   ● locks",
        "@app/infra:e2e:     of the shop",
        "@app/stack-runner:e2e:     of the locks",
      ),
    ).toBe(
      "✗ @app/infra:e2e: e2e/shop.e2e.test.ts: shop\n  of the shop\n\n✗ @app/stack-runner:e2e: e2e/locks.e2e.test.ts: locks\n  of the locks",
    );
  });

  it("are told once, though jest repeats them in its summary", () => {
    const said = ["FAIL src/a.test.ts", "  ● a › b", "    reason"];
    expect(report(...said, "Summary of all failing tests", ...said)).toBe("✗ src/a.test.ts: a › b\n  reason");
  });

  it("are those of pytest as well", () => {
    expect(report("@app/flask:test: FAILED tests/test_page.py::test_title[en] - assert 1 == 2")).toBe(
      "✗ @app/flask:test: tests/test_page.py::test_title[en] - assert 1 == 2",
    );
  });

  it("are none where jest only remarks something", () => {
    expect(report("  ● Console", "    console.log", "  ● Validation Warning:")).toBe("");
  });
});
