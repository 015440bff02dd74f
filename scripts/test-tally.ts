import { stripVTControlCharacters } from "node:util";

const COUNT = /(\d+) (passed|failed|skipped)/g;
/** The closing lines of jest (`Tests: 3 passed, 3 total`) and pytest (`=== 3 passed in 1.2s ===` or `3 passed in 1.2s`). */
const CLOSING = /Tests:\s+\d|(^|[\s=])\d+ (passed|failed|skipped)[^:]* in [\d.]+s/;

/** Adds up what the test runners report. */
export class TestTally {
  private readonly counts: Record<"passed" | "failed" | "skipped", number> = { passed: 0, failed: 0, skipped: 0 };

  read(line: string): void {
    const plain = stripVTControlCharacters(line);
    if (!CLOSING.test(plain)) return;
    for (const [, count, kind] of plain.matchAll(COUNT)) {
      this.counts[kind as "passed" | "failed" | "skipped"] += Number(count);
    }
  }

  /** `12 passed, 0 failed, 1 skipped`. A step that failed without a failing test (lint, a crash) counts as one failure. */
  summary(failedSteps: number): string {
    const failed = Math.max(this.counts.failed, failedSteps);
    return `${this.counts.passed} passed, ${failed} failed, ${this.counts.skipped} skipped`;
  }
}
