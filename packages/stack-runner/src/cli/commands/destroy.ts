import { defineCommand } from "@app/command-line";
import { destroy as destroyStacks } from "../../commands/destroy";
import { findProject } from "../../project/find-project";
import { ABOUT_STACKS, APPROVAL, ENVIRONMENT, LOCKS, PARALLELISM, runOptions, STACKS } from "../options";

export const destroy = defineCommand({
  name: "destroy",
  summary: "destroy, those that read before those that are read",
  description: `${ABOUT_STACKS} The state bucket always stays.`,
  takes: STACKS,
  options: { ...ENVIRONMENT, ...LOCKS, ...PARALLELISM, ...APPROVAL },
  examples: ["cdktf destroy infra --env staging", "cdktf destroy service-web --env staging --auto-approve"],
  run: async (use) => {
    await destroyStacks({ ...runOptions(findProject(), use), autoApprove: use.options.autoApprove });
    return 0;
  },
});
