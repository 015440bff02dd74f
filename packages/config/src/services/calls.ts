import { z } from "zod";
import { distinct } from "../schema/distinct";

/** Internal services that a service calls. */
export const calls = z
  .array(z.string())
  .superRefine(distinct)
  .default([])
  .describe("Internal services that it calls, by key; it finds `pricing` at `PRICING_URL`.");

/** Of tasks that no ECS service keeps running. */
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html
export const noCalls = z
  .never({
    error:
      "is not possible: Service Connect leads only tasks that a service keeps running to others; let a worker do it",
  })
  .optional();
