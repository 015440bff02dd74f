import { defineCommand } from "@app/command-line";
import { diff as diffStacks } from "../../commands/diff";
import { findProject } from "../../project/find-project";
import { STATUS_CHANGES } from "../exit-codes";
import { ABOUT_STACKS, ENVIRONMENT, LOCKS, PARALLELISM, PLANNING, runOptions, STACKS } from "../options";

export const diff = defineCommand({
  name: "diff",
  summary: "the same as plan in Terraform's own words",
  description: ABOUT_STACKS,
  takes: STACKS,
  options: { ...ENVIRONMENT, ...LOCKS, ...PARALLELISM, ...PLANNING },
  examples: ["cdktf diff infra", "cdktf diff service-web --env staging --detailed-exitcode"],
  run: async (use) => {
    const { hasChanges } = await diffStacks(runOptions(findProject(), use));
    return hasChanges && use.options.detailedExitcode ? STATUS_CHANGES : 0;
  },
});
