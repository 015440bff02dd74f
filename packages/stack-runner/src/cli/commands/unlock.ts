import { defineCommand } from "@app/command-line";
import { unlock as unlockStates } from "../../commands/unlock";
import { findProject } from "../../project/find-project";
import { APPROVAL, ENVIRONMENT, runOptions, STACKS } from "../options";

export const unlock = defineCommand({
  name: "unlock",
  summary: "free the state of a stack that a dead run left locked",
  description: "It says who holds each lock and since when, and asks first. A lock of a run that is alive must stay.",
  takes: STACKS,
  options: { ...ENVIRONMENT, ...APPROVAL },
  examples: ["cdktf unlock network --env staging", "cdktf unlock service-web --auto-approve"],
  run: async (use) => {
    await unlockStates({ ...runOptions(findProject(), use), autoApprove: use.options.autoApprove });
    return 0;
  },
});
