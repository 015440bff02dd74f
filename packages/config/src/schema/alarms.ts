import { z } from "zod";
import { refusal } from "./refusal";

const ratePercent = z.number().min(0).max(100);

export const alarmsSchema = z.strictObject({
  email: z
    .email(refusal('is not an e-mail address; write it like "team@example.com"'))
    .optional()
    .describe(
      "Address subscribed to the alarm topic; it must confirm. Required where nothing is emulated, unless `subscribers` says who is told.",
    ),
  subscribers: z
    .literal("elsewhere")
    .optional()
    .describe(
      "`elsewhere`: whoever is told of alarms subscribes to the topic by other means (a chat, a pager), which nothing here checks.",
    ),
  errorRatePercent: ratePercent.default(1).describe("5XX answers, in percent of requests over five minutes."),
  clientErrorRatePercent: ratePercent.default(20).describe("4XX answers, in percent of requests over five minutes."),
  latencySeconds: z.number().positive().default(1).describe("95th percentile of the target response time, in seconds."),
  oldestMessageSeconds: z
    .number()
    .int()
    .positive()
    .default(900)
    .describe("Age of the oldest message of a queue that is not done, in seconds; longer than the work on one takes."),
});
