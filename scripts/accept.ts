import { defineCommand } from "@app/command-line";
import { runScript } from "./command";
import { writeReference } from "./reference";
import { stream } from "./stream";

const STEPS = [
  ["pnpm", "--filter", "@app/plan-review", "generate"],
  ["pnpm", "--filter", "@app/config", "generate"],
  ["pnpm", "--filter", "@app/infra", "accept"],
];

export const accept = defineCommand({
  name: "accept",
  summary: "regenerate the snapshots, the picture, the reference and the contract",
  description: "After a change of what is described; what git shows then is what users will see.",
  options: {},
  examples: ["pnpm accept", "npm run accept"],
  run: async () => {
    writeReference();
    for (const step of STEPS) {
      const status = await stream(step, () => undefined);
      if (status !== 0) return status;
    }
    return 0;
  },
});

runScript(module, accept);
