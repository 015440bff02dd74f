import { type LogLine, readLogs } from "@app/local-cloud";
import { findProject, output, Reporter } from "@app/stack-runner";
import { command } from "./command";
import { LOCAL, ROOT, runningCloud } from "./local";

const PAST_MS = 15 * 60_000;

/** `npm run logs`: what the tasks wrote in the last 15 minutes, and what they write until Ctrl-C (`-- --once`: only the past). */
command(async () => {
  const cloud = runningCloud();
  const reporter = new Reporter(() => undefined);
  const outputs = await output({ project: findProject(ROOT), environment: LOCAL, reporter, patterns: ["service"] });
  const group = outputs["infra-service"]?.log_group_name?.value;
  if (typeof group !== "string") {
    console.log("the service is not deployed; run `npm start`");
    return;
  }
  const interrupted = new AbortController();
  process.once("SIGINT", () => interrupted.abort());
  const follow = process.argv.includes("--once") ? {} : { follow: interrupted.signal };
  for await (const line of readLogs({ cloud, logGroup: group, since: Date.now() - PAST_MS, ...follow })) print(line);
});

function print({ stream, message }: LogLine): void {
  // The stream ends with the task's id.
  console.log(`${stream.split("/").at(-1)?.slice(0, 8)}  ${message}`);
}
