import { defineCommand, flag } from "@app/command-line";
import { formatOutputs, plainOutputs, output as readOutputs } from "../../commands/output";
import { findProject } from "../../project/find-project";
import { ABOUT_STACKS, ENVIRONMENT, runOptions, STACKS } from "../options";

export const output = defineCommand({
  name: "output",
  summary: "what the stacks published",
  description: `${ABOUT_STACKS} Secret values are left out.`,
  takes: STACKS,
  options: { ...ENVIRONMENT, json: flag("for programs") },
  examples: ["cdktf output network --env staging", "cdktf output --json --env production"],
  run: async (use) => {
    // What a program reads goes to stdout alone.
    const outputs = await readOutputs(runOptions(findProject(), use, (line) => console.error(line)));
    console.log(use.options.json ? JSON.stringify(plainOutputs(outputs), undefined, 2) : formatOutputs(outputs));
    return 0;
  },
});
