import { scheduleExpression, timeZone } from "./schedule";

const refusal = (text: string) => scheduleExpression.safeParse(text).error?.issues[0]?.message ?? "accepted";
const LIKE = 'write it like "cron(0 7 ? * MON-FRI *)", "rate(1 hour)" or "at(2030-01-31T07:00:00)"';

describe("a schedule", () => {
  it.each([
    "cron(0 4 * * ? *)",
    "cron(0/15 8-18 ? * MON-FRI 2026-2030)",
    "cron(15 10 ? * 6L *)",
    "cron(0 10 ? * 2#1 *)",
    "cron(0 10 ? * FRI-MON *)",
    "cron(0 0 L * ? *)",
    "cron(0 0 1,15,LW JAN,jul ? *)",
    "cron(0 0 3W * ? *)",
    "cron(*/5 * * * ? *)",
    "rate(1 minute)",
    "rate(36 hours)",
    "at(2028-02-29T07:00:00)",
  ])("is accepted as AWS has it: %s", (text) => {
    expect(refusal(text)).toBe("accepted");
  });

  it.each([
    [
      "cron(0 4 * * * *)",
      'names days of the month and of the week, AWS wants "?" in exactly one of these fields; write it like "cron(0 4 * * ? *)"',
    ],
    [
      "cron(0 4 * * MON *)",
      'names days of the month and of the week, AWS wants "?" in exactly one of these fields; write it like "cron(0 4 ? * MON *)"',
    ],
    [
      "cron(0 4 ? * ? *)",
      'names no day, AWS wants "?" in exactly one of these fields; write it like "cron(0 4 * * ? *)"',
    ],
    [
      "cron(0 4 * * *)",
      'does not have the 6 fields of a cron expression, one blank apart: minutes hours day-of-month month day-of-week year; write it like "cron(0 7 * * ? *)"',
    ],
    ["cron(60 4 * * ? *)", 'is refused for "60" in the field minutes; use 0 to 59, "*", or lists and ranges of these'],
    ["cron(0 24 * * ? *)", 'is refused for "24" in the field hours; use 0 to 23, "*", or lists and ranges of these'],
    [
      "cron(0 4 ? * 0 *)",
      'is refused for "0" in the field day-of-week; use 1 to 7, SUN to SAT, "*", or lists and ranges of these',
    ],
    [
      "cron(0 4 ? * 2#1,6#3 *)",
      'is refused for "2#1,6#3" in the field day-of-week; use 1 to 7, SUN to SAT, "*", or lists and ranges of these',
    ],
    [
      "cron(0 4 * FOO ? *)",
      'is refused for "FOO" in the field month; use 1 to 12, JAN to DEC, "*", or lists and ranges of these',
    ],
    [
      "cron(0 4 * * ? 1969)",
      'is refused for "1969" in the field year; use 1970 to 2199, "*", or lists and ranges of these',
    ],
    [
      "cron(0/0 4 * * ? *)",
      'is refused for "0/0" in the field minutes; use 0 to 59, "*", or lists and ranges of these',
    ],
    ["rate(1 hours)", 'is refused by AWS; write "rate(1 hour)"'],
    ["rate(2 hour)", 'is refused by AWS; write "rate(2 hours)"'],
    ["rate(0 minutes)", 'is not a rate; write it like "rate(5 minutes)", "rate(1 hour)" or "rate(2 days)"'],
    ["rate(30 seconds)", 'is not a rate; write it like "rate(5 minutes)", "rate(1 hour)" or "rate(2 days)"'],
    ["at(2030-02-30T07:00:00)", `names no moment; ${LIKE}`],
    ["at(2030-01-31 07:00)", `names no moment; ${LIKE}`],
    ["0 7 * * *", `is not a schedule; ${LIKE}`],
    ["cron(0 7 * * ? *) ", `is not a schedule; ${LIKE}`],
    [
      "cron(0 7 * * ? ${HOME})",
      'is refused for "${HOME}" in the field year; use 1970 to 2199, "*", or lists and ranges of these',
    ],
  ])("is refused where AWS refuses it: %s", (text, message) => {
    expect(refusal(text)).toBe(`${JSON.stringify(text)} ${message}`);
  });
});

describe("a time zone", () => {
  it("is UTC where nothing is said", () => {
    expect(timeZone.parse(undefined)).toBe("UTC");
  });

  it.each(["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires"])("is known by its IANA name: %s", (name) => {
    expect(timeZone.parse(name)).toBe(name);
  });

  it.each(["Europe/Berln", "+02:00", ""])("is refused where nobody knows it: %p", (name) => {
    expect(timeZone.safeParse(name).error?.issues[0]?.message).toBe(
      `${JSON.stringify(name)} is not a time zone; write its IANA name, like "Europe/Berlin"`,
    );
  });
});
