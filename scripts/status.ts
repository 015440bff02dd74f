import { findCloud } from "@app/local-cloud";
import { command } from "./command";
import { cloudName, localEnvironment, ROOT } from "./local";
import { failureOf, localWebServices } from "./web-services";

/** `npm run status`: what runs, and whether each web service answers. Exit code 1 when one does not. */
command(async () => {
  const cloud = findCloud({ root: ROOT, name: cloudName() });
  if (!cloud) {
    console.log("nothing runs; start it with `npm start`");
    process.exitCode = 1;
    return;
  }
  const lines = await Promise.all(
    localWebServices(cloud, localEnvironment()).map(async (service) => {
      const failure = await failureOf(cloud, service);
      if (failure !== undefined) process.exitCode = 1;
      return { name: service.key, text: `${service.url}  ${failure === undefined ? "answers" : `fails: ${failure}`}` };
    }),
  );
  const tasks = cloud.runtime === "docker" ? "containers" : "processes";
  lines.push({ name: "AWS emulator", text: `http://127.0.0.1:${cloud.port}  tasks run as ${tasks}` });
  const width = Math.max(...lines.map(({ name }) => name.length));
  for (const { name, text } of lines) console.log(`${name.padEnd(width)}  ${text}`);
});
