import { z } from "zod";
import { cronRefusal } from "./cron";

const REMEDY = 'write it like "cron(0 7 ? * MON-FRI *)", "rate(1 hour)" or "at(2030-01-31T07:00:00)"';

/** A time, or times, in AWS's own three forms. */
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
// https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
export const scheduleExpression = z.string().superRefine((text, context) => {
  const refusal = scheduleRefusal(text);
  if (refusal !== undefined) context.addIssue({ code: "custom", message: `${JSON.stringify(text)} ${refusal}` });
});

function scheduleRefusal(text: string): string | undefined {
  const [, form, content = ""] = text.match(/^(cron|rate|at)\(([^()]*)\)$/) ?? [];
  if (form === "cron") return cronRefusal(content);
  if (form === "rate") return rateRefusal(content);
  if (form === "at") return isMoment(content) ? undefined : `names no moment; ${REMEDY}`;
  return `is not a schedule; ${REMEDY}`;
}

function rateRefusal(content: string): string | undefined {
  const [, value, unit] = content.match(/^([1-9]\d*) (minute|hour|day)s?$/) ?? [];
  if (value === undefined) return `is not a rate; write it like "rate(5 minutes)", "rate(1 hour)" or "rate(2 days)"`;
  const right = `${value} ${unit}${value === "1" ? "" : "s"}`;
  return content === right ? undefined : `is refused by AWS; write "rate(${right})"`;
}

/** `2030-01-31T07:00:00`, of a day that there is. */
function isMoment(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)) return false;
  const moment = new Date(`${text}Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

export const timeZone = z
  .string()
  .refine(isTimeZone, {
    error: ({ input }) => `${JSON.stringify(input)} is not a time zone; write its IANA name, like "Europe/Berlin"`,
  })
  .default("UTC");

/** Offsets like `+02:00` are no names, though JavaScript takes them. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
