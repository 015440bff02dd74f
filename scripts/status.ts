import { flaskContract } from "@app/config";
import { edgeUrl, findCloud, requestEdge } from "@app/local-cloud";
import { command } from "./command";
import { CLOUD, ROOT } from "./local";

/** `npm run status`: what runs, and whether Flask answers. Exit code 1 when it does not. */
command(async () => {
  const cloud = findCloud({ root: ROOT, name: CLOUD });
  if (!cloud) {
    console.log("nothing runs; start it with `npm start`");
    process.exitCode = 1;
    return;
  }
  const answer = await requestEdge(cloud, flaskContract.readinessPath).catch((error: Error) => error);
  const ready = !(answer instanceof Error) && answer.status === 200;
  console.log(`application   ${edgeUrl(cloud)}/  ${ready ? "ready" : `not ready: ${reason(answer)}`}`);
  console.log(
    `AWS emulator  http://127.0.0.1:${cloud.port}  tasks run as ${cloud.runtime === "docker" ? "containers" : "processes"}`,
  );
  if (!ready) process.exitCode = 1;
});

function reason(answer: Error | { readonly status: number; readonly body: string }): string {
  return answer instanceof Error ? answer.message : `status ${answer.status} ${answer.body.trim().slice(0, 200)}`;
}
