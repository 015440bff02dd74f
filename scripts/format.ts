import { defineCommand } from "@app/command-line";
import { runScript } from "./command";
import { stream } from "./stream";

const STEPS = [
  ["biome", "check", "--write", "."],
  ["turbo", "run", "format"],
];

export const format = defineCommand({
  name: "format",
  summary: "write every file as its formatter wants it",
  options: {},
  examples: ["pnpm format", "npm run format"],
  run: async () => {
    for (const step of STEPS) {
      const status = await stream(step, () => undefined);
      if (status !== 0) return status;
    }
    return 0;
  },
});

runScript(module, format);
