import { z } from "zod";
import { configurationError } from "./configuration-error";
import { dataDescription } from "./data";
import { check } from "./schema/check";
import { serviceKey, wireKey } from "./schema/key";
import { refusal } from "./schema/refusal";
import { secretDescription } from "./secrets";
import { serviceDescription } from "./services";
import { wiringRefusals } from "./wiring";

const FILE = "application.ts";

export const applicationSchema = z.strictObject({
  name: z
    .string()
    // The shortest limit of AWS is a load balancer's name: 32 with the environment's name.
    .regex(
      /^(?=.{1,12}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      refusal("is not a name; use at most 12 lower-case letters, digits and hyphens, starting with a letter"),
    )
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
    .refine(
      (name) => !/^internal(-|$)/.test(name),
      refusal('begins with "internal", AWS keeps that; choose another name'),
    )
    .describe("Prefixes every resource, state key and tag; at most 12 characters."),
  data: z.record(wireKey, dataDescription).default({}).describe("Data stores by key."),
  secrets: z.record(wireKey, secretDescription).default({}).describe("Secrets by key."),
  services: z
    .record(serviceKey, serviceDescription)
    .refine((services) => Object.keys(services).length > 0, {
      error: 'has no services; add one: { web: web({ source: "apps/…" }) }',
    })
    .describe("Services by key."),
});

export type CheckedApplication = z.output<typeof applicationSchema>;

/**
 * Checks what an application is made of and fills the defaults in.
 * @throws ConfigurationError with a line for each refused value.
 */
export function checkApplication(application: unknown): CheckedApplication {
  const checked = check(applicationSchema, application, FILE);
  const refusals = wiringRefusals(checked);
  if (refusals.length > 0) throw configurationError(refusals);
  return checked;
}
