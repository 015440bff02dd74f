import { resolve } from "node:path";
import { defineCommand, text } from "@app/command-line";
import { checkEnvironment } from "../../commands/session";
import { findProject } from "../../project/find-project";
import { selectStacks } from "../../stacks/select";
import { synthesize } from "../../stacks/synthesize";
import { ABOUT_STACKS, ENVIRONMENT, runOptions, STACKS } from "../options";

export const synth = defineCommand({
  name: "synth",
  summary: "write the Terraform JSON of every stack",
  description: `${ABOUT_STACKS} It prints the files that it wrote, and needs no Terraform.`,
  takes: STACKS,
  options: {
    ...ENVIRONMENT,
    output: text("DIR", "folder to write into (default: cdktf.out/ENVIRONMENT of the app)"),
  },
  examples: ["cdktf synth --env staging", "cdktf synth --env production --output /tmp/production"],
  run: async (use) => {
    const project = findProject();
    const { environment, patterns } = runOptions(project, use);
    checkEnvironment(project, environment);
    const output = use.options.output === undefined ? undefined : resolve(use.options.output);
    const stacks = await synthesize(project, environment, { output });
    for (const { folder } of selectStacks(stacks, project.group, patterns)) console.log(`${folder}/cdk.tf.json`);
    return 0;
  },
});
