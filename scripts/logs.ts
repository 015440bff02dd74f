import { defineCommand, flag } from "@app/command-line";
import { type Environment, stackGroup } from "@app/config";
import { type Cloud, readLogs } from "@app/local-cloud";
import { findProject, output, Reporter, UsageError } from "@app/stack-runner";
import { runScript } from "./command";
import { localEnvironment, ROOT, runningCloud } from "./local";

const PAST_MS = 15 * 60_000;

export const logs = defineCommand({
  name: "logs",
  summary: "what the tasks wrote in the last 15 minutes, and what they write until Ctrl-C",
  description: "SERVICE is a key of `services` in application.ts; none means all.",
  takes: "SERVICE",
  options: { once: flag("only what was written already") },
  examples: ["npm run logs", "npm run logs -- web --once"],
  run: async ({ arguments: asked, options: { once } }) => {
    const environment = localEnvironment();
    const keys = askedServices(environment, asked);
    const cloud = runningCloud();
    const groups = await logGroups(environment, keys);
    for (const key of keys) if (!groups.has(key)) console.log(`${key} is not deployed; run \`npm start\``);
    const interrupted = new AbortController();
    process.once("SIGINT", () => interrupted.abort());
    const follow = once ? {} : { follow: interrupted.signal };
    const width = Math.max(...keys.map((key) => key.length));
    await Promise.all([...groups].map(([key, logGroup]) => print({ cloud, logGroup, ...follow }, key.padEnd(width))));
    return 0;
  },
});

/** @throws UsageError for a service that the application does not have. */
function askedServices({ services }: Environment, asked: readonly string[]): readonly string[] {
  const known = services.map(({ key }) => key);
  const unknown = asked.find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new UsageError(`no service is called "${unknown}"; there are ${known.join(", ")}`);
  }
  return asked.length > 0 ? asked : known;
}

/** Log groups of the services that are deployed, by the service's key. */
async function logGroups({ name }: Environment, keys: readonly string[]): Promise<Map<string, string>> {
  const reporter = new Reporter(() => undefined);
  const patterns = keys.map((key) => serviceStackId(key));
  const outputs = await output({ project: findProject(ROOT), environment: name, reporter, patterns });
  return new Map(
    keys.flatMap((key) => {
      const group = outputs[serviceStackId(key)]?.log_group_name?.value;
      return typeof group === "string" ? [[key, group] as const] : [];
    }),
  );
}

function serviceStackId(key: string): string {
  return `${stackGroup}-service-${key}`;
}

interface Source {
  readonly cloud: Cloud;
  readonly logGroup: string;
  readonly follow?: AbortSignal;
}

async function print(source: Source, service: string): Promise<void> {
  for await (const { stream, message } of readLogs({ ...source, since: Date.now() - PAST_MS })) {
    // The stream ends with the task's id.
    console.log(`${service}  ${stream.split("/").at(-1)?.slice(0, 8)}  ${message}`);
  }
}

runScript(module, logs);
