import { z } from "zod";

/** ARN of one kind of resource: `arn("acm", "certificate/", "a certificate")`. */
export function arn(service: string, resource: string, meaning: string) {
  return z.string().regex(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:${resource}[\\w/.-]+$`), {
    error: ({ input }) =>
      `${JSON.stringify(input)} is not the ARN of ${meaning}; write it like "arn:aws:${service}:eu-central-1:111111111111:${resource}…"`,
  });
}

/** Region in an ARN that was checked. */
export function regionOf(arn: string): string {
  return arn.split(":")[3] ?? "";
}
