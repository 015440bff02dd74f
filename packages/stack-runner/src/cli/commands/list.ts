import { defineCommand } from "@app/command-line";
import { checkEnvironment } from "../../commands/session";
import { findProject } from "../../project/find-project";
import { selectStacks } from "../../stacks/select";
import { synthesize } from "../../stacks/synthesize";
import { ABOUT_STACKS, ENVIRONMENT, runOptions, STACKS } from "../options";

export const list = defineCommand({
  name: "list",
  summary: "the stacks and what they read from",
  description: ABOUT_STACKS,
  takes: STACKS,
  options: ENVIRONMENT,
  examples: ["cdktf list", "cdktf list 'service-*' --env production"],
  run: async (use) => {
    const project = findProject();
    const { environment, patterns } = runOptions(project, use);
    checkEnvironment(project, environment);
    for (const { id, dependencies } of selectStacks(await synthesize(project, environment), project.group, patterns)) {
      console.log(dependencies.length > 0 ? `${id} ← ${dependencies.join(", ")}` : id);
    }
    return 0;
  },
});
