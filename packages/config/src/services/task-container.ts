import { z } from "zod";
import { absolutePath } from "../schema/absolute-path";
import { distinct } from "../schema/distinct";
import { refusal } from "../schema/refusal";
import { variableName, variables } from "./variables";

export const commandWord = z.string().min(1, { error: "is empty; remove it" });

/** A command in exec form: its words. */
export const command = z.array(commandWord).min(1, { error: "has no words; leave it out for the default" });

const writablePath = absolutePath.refine((path) => path !== "/tmp", { error: "may be written in any case; remove it" });

/** A folder with a Dockerfile. */
export const sourceFolder = z
  .string()
  .regex(
    /^(?!\.\.?(\/|$))[\w.-]+(\/(?!\.\.?(\/|$))[\w.-]+)*$/,
    refusal('is not a folder below the root of the checkout; write it like "apps/shop"'),
  );

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
const condition = z.enum(["START", "HEALTHY", "COMPLETE", "SUCCESS"]);

/** What application.ts says of any container of a task. */
export const taskContainer = {
  command: command.optional().describe("Runs instead of the image's own command."),
  variables: variables.describe("Environment variables; they win over those that the platform sets."),
  secrets: z
    .array(z.string())
    .superRefine(distinct)
    .default([])
    .describe("Keys of secrets whose values the container finds in variables: `stripeKey` in `STRIPE_KEY`."),
  variableNames: z
    .record(z.string(), variableName)
    .default({})
    .describe(
      'Other names for the variables of `uses` and `secrets`: `{ STRIPE_KEY: "STRIPE_API_KEY" }`; of one data store alone: `{ "orders.PGHOST": "ORDERS_HOST" }`.',
    ),
  writablePaths: z
    .array(writablePath)
    .superRefine(distinct)
    .default([])
    .describe("Folders in the container that may be written, besides `/tmp`; empty at every start."),
  readonlyRootFilesystem: z
    .boolean()
    .default(true)
    .describe("False lets the container write anywhere in its own files."),
  user: z
    .string()
    .regex(/^[\w.-]+(:[\w.-]+)?$/, refusal('is not a user; write it like "10001:10001" or "app"'))
    .optional()
    .describe("User, or `user:group`, that the container runs as. Default: the image's."),
  dependsOn: z
    .record(z.string(), condition)
    .default({})
    .describe(
      "Containers of the task that this one waits for, by key, and for what: `START`, `HEALTHY`, `COMPLETE` (it ended) or `SUCCESS` (with 0). They are stopped after it.",
    ),
};
