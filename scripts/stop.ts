import { stopCloud } from "@app/local-cloud";
import { endCurrentRun, findProject } from "@app/stack-runner";
import { command } from "./command";
import { cloudName, ROOT } from "./local";

/** `npm run stop`: ends everything that `npm start` started; the emulated account keeps what it holds. */
command(async () => {
  // A deploy whose account is gone would leave its locks, and what it made outside of any state.
  const project = findProject(ROOT);
  await endCurrentRun(project, project.defaultEnvironment, console.log);
  const stopped = await stopCloud({ root: ROOT, name: cloudName(), onProgress: console.log });
  console.log(stopped ? "stopped; `npm start` brings it back" : "nothing runs");
});
