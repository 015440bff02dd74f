import { defineCommand } from "@app/command-line";
import { stopCloud } from "@app/local-cloud";
import { endCurrentRun, findProject } from "@app/stack-runner";
import { runScript } from "./command";
import { cloudName, ROOT } from "./local";

export const stop = defineCommand({
  name: "stop",
  summary: "end everything that npm start started; the emulated account keeps what it holds",
  description: "LOCAL_CLOUD names another account than that of npm start.",
  options: {},
  examples: ["npm run stop", "LOCAL_CLOUD=second npm run stop"],
  run: async () => {
    // A deploy whose account is gone would leave its locks, and what it made outside of any state.
    const project = findProject(ROOT);
    await endCurrentRun(project, project.defaultEnvironment, console.log);
    const stopped = await stopCloud({ root: ROOT, name: cloudName(), onProgress: console.log });
    console.log(stopped ? "stopped; `npm start` brings it back" : "nothing runs");
    return 0;
  },
});

runScript(module, stop);
