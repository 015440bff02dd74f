import { z } from "zod";

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Days that CloudWatch Logs can keep what it got. */
export const logRetentionDays = z.literal(DAYS, {
  error: ({ input }) => {
    if (typeof input !== "number") return undefined;
    const below = DAYS.findLast((days) => days < input);
    const above = DAYS.find((days) => days > input);
    const near = [below, above].filter((days) => days !== undefined).join(" or ");
    return `${input} is not a retention that CloudWatch Logs has; choose ${near}`;
  },
});
