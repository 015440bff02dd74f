import { defineCommand, flag, text } from "@app/command-line";
import { deploy as deployStacks } from "../../commands/deploy";
import { findProject } from "../../project/find-project";
import { Reviewed } from "../../review/reviewed";
import { ABOUT_STACKS, APPROVAL, ENVIRONMENT, LOCKS, PARALLELISM, runOptions, STACKS } from "../options";

export const deploy = defineCommand({
  name: "deploy",
  aliases: ["apply"],
  summary: "plan and apply, in dependency order, side by side where possible",
  description: ABOUT_STACKS,
  takes: STACKS,
  options: {
    ...ENVIRONMENT,
    ...LOCKS,
    ...PARALLELISM,
    ...APPROVAL,
    reviewed: text("FOLDER", "apply exactly the plans of this review, and nothing else"),
    approved: flag("somebody approved what the environment's gates ask an approval for"),
  },
  examples: ["cdktf deploy infra --env staging", "cdktf deploy --env production --reviewed review --approved"],
  run: async (use) => {
    const { autoApprove, approved, reviewed } = use.options;
    await deployStacks({
      ...runOptions(findProject(), use),
      autoApprove,
      approved,
      ...(reviewed !== undefined && { reviewed: Reviewed.read(reviewed) }),
    });
    return 0;
  },
});
