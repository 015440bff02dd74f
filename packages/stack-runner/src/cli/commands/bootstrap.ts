import { defineCommand } from "@app/command-line";
import { bootstrap as createStateBucket } from "../../commands/bootstrap";
import { findProject } from "../../project/find-project";
import { ENVIRONMENT, LOCKS, runOptions } from "../options";

const { env } = ENVIRONMENT;

export const bootstrap = defineCommand({
  name: "bootstrap",
  summary: "create the bucket that holds the states (once per account)",
  description: "It takes no stacks: it creates the state bucket alone. It can be repeated.",
  options: { env, ...LOCKS },
  examples: ["cdktf bootstrap --env staging", "cdktf bootstrap --env production --lock-timeout 30s"],
  run: async ({ options }) => {
    await createStateBucket(runOptions(findProject(), { arguments: [], options: { ...options, stack: [] } }));
    return 0;
  },
});
