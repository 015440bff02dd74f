import { stripVTControlCharacters } from "node:util";

/** A test that jest failed: `● suite › test`, behind the name of turbo's task. */
const JEST = /^(\S+: )?\s*● (.+ › .+)$/;
/** A test that pytest failed: `FAILED tests/test_x.py::test_y - reason`. */
const PYTEST = /^(\S+: )?FAILED (\S+::.+)$/;
/** What stands behind the failures of a suite. */
const NEXT_SUITE = /^(PASS|FAIL|Test Suites:|Summary of all failing tests)/;
/** A program that ended wrongly shows the end of what it printed. */
const REASON_LINES = 40;

interface FailedTest {
  readonly name: string;
  readonly reason: string[];
}

/** Keeps which tests failed and the first lines of why, for they are thousands of lines above the end of a run. */
export class FailedTests {
  private readonly failures = new Map<string, FailedTest>();
  private current: { readonly task: string; readonly test: FailedTest } | undefined;

  read(line: string): void {
    const plain = stripVTControlCharacters(line).trimEnd();
    const [, task = "", name] = JEST.exec(plain) ?? PYTEST.exec(plain) ?? [];
    if (name !== undefined) this.begin(task, `${task}${name}`);
    else this.addReason(plain);
  }

  /** A paragraph for each of them. */
  report(): string {
    return [...this.failures.values()].map(({ name, reason }) => [`✗ ${name}`, ...reason].join("\n")).join("\n\n");
  }

  private begin(task: string, name: string): void {
    const test = { name, reason: [] };
    // Jest says it a second time in its summary.
    if (this.failures.has(name)) this.current = undefined;
    else {
      this.failures.set(name, test);
      this.current = { task, test };
    }
  }

  private addReason(plain: string): void {
    if (!this.current || !plain.startsWith(this.current.task)) return;
    const text = plain.slice(this.current.task.length);
    const { reason } = this.current.test;
    if (NEXT_SUITE.test(text) || reason.length >= REASON_LINES) this.current = undefined;
    else if (text.trim() !== "") reason.push(`  ${text.trimStart()}`);
  }
}
