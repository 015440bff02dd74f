import { defineCommand } from "@app/command-line";
import { findCloud } from "@app/local-cloud";
import { runScript } from "./command";
import { cloudName, localEnvironment, ROOT } from "./local";
import { failureOf, localWebServices } from "./web-services";

export const status = defineCommand({
  name: "status",
  summary: "what runs, and whether each web service answers",
  description: "The exit code is 1 when one does not answer, or nothing runs.",
  options: {},
  examples: ["npm run status", "LOCAL_CLOUD=second npm run status"],
  run: async () => {
    const cloud = findCloud({ root: ROOT, name: cloudName() });
    if (!cloud) {
      console.log("nothing runs; start it with `npm start`");
      return 1;
    }
    let failed = false;
    const lines = await Promise.all(
      localWebServices(cloud, localEnvironment()).map(async (service) => {
        const failure = await failureOf(cloud, service);
        if (failure !== undefined) failed = true;
        return {
          name: service.key,
          text: `${service.url}  ${failure === undefined ? "answers" : `fails: ${failure}`}`,
        };
      }),
    );
    const tasks = cloud.runtime === "docker" ? "containers" : "processes";
    lines.push({ name: "AWS emulator", text: `http://127.0.0.1:${cloud.port}  tasks run as ${tasks}` });
    const width = Math.max(...lines.map(({ name }) => name.length));
    for (const { name, text } of lines) console.log(`${name.padEnd(width)}  ${text}`);
    return failed ? 1 : 0;
  },
});

runScript(module, status);
