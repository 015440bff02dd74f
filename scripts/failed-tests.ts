import { stripVTControlCharacters } from "node:util";

/** The task whose line it is, as turbo writes it in front. */
const TASK = /^(@?[\w./-]+:\S+: )?(.*)$/;
/** A suite that jest failed: `FAIL e2e/locks.e2e.test.ts (12 s)`. */
const JEST_SUITE = /^\s*FAIL (\S+)/;
/** A test that jest failed, in a `describe` (`● suite › test`) or not, or a suite that did not even run. */
const JEST = /^\s*● (.+)$/;
/** What jest says with the same bullet and is no failure. */
const REMARK = /^\s*● (Console|Cannot log after tests|(Validation|Deprecation) Warning)/;
/** A test that pytest failed: `FAILED tests/test_x.py::test_y - reason`. */
const PYTEST = /^FAILED (\S+::.+)$/;
/** What stands behind the failures of a suite. */
const NEXT_SUITE = /^\s*(PASS|FAIL|Test Suites:|Tests:|Summary of all failing tests)/;
/** A program that ended wrongly shows the end of what it printed. */
const REASON_LINES = 40;

/** Where the output of one task stands; those of several tasks are mixed. */
interface Place {
  suite: string;
  /** Takes the lines that follow: of the failure that was named last. */
  reason: string[] | undefined;
}

/** Keeps which tests failed and the first lines of why, for they are thousands of lines above the end of a run. */
export class FailedTests {
  private readonly reasons = new Map<string, string[]>();
  private readonly places = new Map<string, Place>();

  read(line: string): void {
    const [, task = "", text = ""] = TASK.exec(stripVTControlCharacters(line).trimEnd()) ?? [];
    const place = this.place(task);
    const [, suite] = JEST_SUITE.exec(text) ?? [];
    if (suite !== undefined) place.suite = `${suite}: `;
    const [, pytest] = PYTEST.exec(text) ?? [];
    const [, jest] = REMARK.test(text) ? [] : (JEST.exec(text) ?? []);
    if (pytest !== undefined) place.reason = this.begin(`${task}${pytest}`);
    else if (jest !== undefined) place.reason = this.begin(`${task}${place.suite}${jest}`);
    else addReason(place, text);
  }

  /** A paragraph for each of them. */
  report(): string {
    return [...this.reasons].map(([name, reason]) => [`✗ ${name}`, ...reason].join("\n")).join("\n\n");
  }

  private place(task: string): Place {
    const known = this.places.get(task);
    if (known) return known;
    const place: Place = { suite: "", reason: undefined };
    this.places.set(task, place);
    return place;
  }

  /** Undefined the second time: jest says everything again in its summary. */
  private begin(name: string): string[] | undefined {
    if (this.reasons.has(name)) return undefined;
    const reason: string[] = [];
    this.reasons.set(name, reason);
    return reason;
  }
}

function addReason(place: Place, text: string): void {
  if (NEXT_SUITE.test(text) || (place.reason?.length ?? 0) >= REASON_LINES) place.reason = undefined;
  else if (text.trim() !== "") place.reason?.push(`  ${text.trimStart()}`);
}
