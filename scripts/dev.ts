import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { defineCommand } from "@app/command-line";
import { ConfigurationError, type Environment, type WebService } from "@app/config";
import { type Cloud, cloudEnvironment, findCloud } from "@app/local-cloud";
import { ensurePythonEnvironment } from "@app/python-environment";
import { BorrowedTargetGroup } from "./borrowed-target-group";
import { runScript } from "./command";
import { cloudName, localEnvironment, ROOT, runningCloud } from "./local";
import { ReloadingServer } from "./reloading-server";
import { serviceTask } from "./service-task";
import { localWebServices } from "./web-services";

export const dev = defineCommand({
  name: "dev",
  summary: "serve a web service from its own folder behind the local load balancer, as it is saved",
  description:
    "SERVICE is a key of `services` in application.ts; none means the first web service. Ctrl-C gives it back to its tasks.",
  takes: "SERVICE",
  options: {},
  examples: ["npm run dev", "npm run dev -- web"],
  run: async ({ arguments: [asked, ...others] }) => {
    if (others.length > 0) throw new ConfigurationError("npm run dev: serves one service at a time; name one");
    await serve(asked);
    return 0;
  },
});

async function serve(asked: string | undefined): Promise<void> {
  const environment = localEnvironment();
  const service = askedService(environment, asked);
  const folder = join(ROOT, sourceFolder(environment, service));
  const line = gunicornLine(folder);
  const cloud = await deployedCloud();
  const { targetGroupArn, variables } = await serviceTask(cloud, environment, service.key);
  const port = await freePort();
  const server = new ReloadingServer({
    folder,
    line,
    bin: await ensurePythonEnvironment({
      folder: join(folder, ".venv"),
      requirements: requirements(folder),
      onProgress: console.log,
    }),
    variables: { ...variables, ...cloudEnvironment(cloud), ...served(variables, port) },
    onProgress: console.log,
  });
  const group = new BorrowedTargetGroup(cloud, targetGroupArn, port);
  await group.borrow();
  const url = localWebServices(cloud, environment).find(({ key }) => key === service.key)?.url;
  console.log(`\n  ${url}  runs from ${folder}; what is saved there is served. Ctrl-C gives it back to its tasks.\n`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await group.giveBack();
  await server.end();
}

/** Those of the task, for one process on this port that reloads without waiting for anybody. */
function served(variables: Readonly<Record<string, string>>, port: number): Record<string, string> {
  return {
    PORT: `${port}`,
    WEB_CONCURRENCY: "1",
    DRAIN_SECONDS: "0",
    // https://flask.palletsprojects.com/en/stable/config/#TEMPLATES_AUTO_RELOAD
    FLASK_TEMPLATES_AUTO_RELOAD: "true",
    GUNICORN_CMD_ARGS: `${variables.GUNICORN_CMD_ARGS ?? ""} --bind=127.0.0.1:${port} --graceful-timeout=2`,
    PYTHONDONTWRITEBYTECODE: "1",
  };
}

function askedService({ services }: Environment, asked: string | undefined): WebService {
  const found = services.find((one): one is WebService => one.kind === "web" && (asked ?? one.key) === one.key);
  if (found) return found;
  const keys = services.flatMap(({ kind, key }) => (kind === "web" ? [key] : [])).join(", ");
  throw new ConfigurationError(`npm run dev: there is no web service "${asked}"; choose one of ${keys}`);
}

function sourceFolder({ sources }: Environment, service: WebService): string {
  const source = sources[service.source];
  if (source) return source.folder;
  throw new ConfigurationError(`services.${service.key}: its source is no folder of this checkout`);
}

/** The command of the Procfile: it names the application, which no convention does. */
function gunicornLine(folder: string): string {
  const procfile = join(folder, "Procfile");
  const [, line] = /^web:\s*(.+)$/m.exec(existsSync(procfile) ? readFileSync(procfile, "utf8") : "") ?? [];
  if (line && /(^|\s|\/)gunicorn\s/.test(line)) return line;
  throw new ConfigurationError(
    `${procfile}: has no line "web: gunicorn …", which npm run dev reloads; add one, or use your own server's reload`,
  );
}

function requirements(folder: string): string {
  const [found] = ["requirements-dev.txt", "requirements.txt"].map((name) => join(folder, name)).filter(existsSync);
  if (found) return found;
  throw new ConfigurationError(`${folder}: has no requirements.txt; add one that names its packages`);
}

/** The cloud that runs; started and deployed first where there is none. */
async function deployedCloud(): Promise<Cloud> {
  if (!findCloud({ root: ROOT, name: cloudName() })) {
    const start = ["--import", "tsx", join("scripts", "start.ts")];
    const { status } = spawnSync(process.execPath, start, { cwd: ROOT, stdio: "inherit" });
    if (status !== 0) process.exit(status ?? 1);
  }
  return runningCloud();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

runScript(module, dev);
