import { defineCommand } from "@app/command-line";
import { recover as recoverStates } from "../../commands/recover";
import { findProject } from "../../project/find-project";
import { ABOUT_STACKS, ENVIRONMENT, LOCKS, runOptions, STACKS } from "../options";

export const recover = defineCommand({
  name: "recover",
  summary: "save the states that an apply could not save",
  description: `Where the backend did not answer, Terraform leaves errored.tfstate in the stack's folder. ${ABOUT_STACKS}`,
  takes: STACKS,
  options: { ...ENVIRONMENT, ...LOCKS },
  examples: ["cdktf recover network --env staging", "cdktf recover --env production"],
  run: async (use) => {
    await recoverStates(runOptions(findProject(), use));
    return 0;
  },
});
