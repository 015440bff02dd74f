import { z } from "zod";
import { refusal } from "../schema/refusal";

// https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
const FORMS = [
  /^cron\((\S+ ){5}\S+\)$/,
  /^rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)$/,
  /^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/,
];

/** A time, or times, in AWS's own three forms. */
export const scheduleExpression = z
  .string()
  .refine(
    (text) => FORMS.some((form) => form.test(text)) && !/[$%]\{/.test(text),
    refusal('is not a schedule; write it like "cron(0 7 ? * MON-FRI *)", "rate(1 hour)" or "at(2030-01-31T07:00:00)"'),
  );

export const timeZone = z
  .string()
  .refine(isTimeZone, refusal('is not a time zone; write its IANA name, like "Europe/Berlin"'))
  .default("UTC");

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
