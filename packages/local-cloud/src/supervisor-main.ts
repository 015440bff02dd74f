import { rmSync } from "node:fs";
import { CloudFolder } from "./cloud-record";
import { Supervisor, type SupervisorOptions } from "./supervisor";

/** What the supervisor tells the command that started it. */
export type SupervisorMessage = { readonly ready: true } | { readonly error: string };

/** The process that keeps a local cloud running; ends it on SIGTERM. */
async function main(): Promise<void> {
  // Whatever is written from here on is its owner's alone.
  process.umask(0o077);
  const options = JSON.parse(process.argv[2] ?? "{}") as SupervisorOptions;
  const folder = CloudFolder.make(options.root, options.name);
  // Sockets, and what tasks write: one folder, so that the next start finds all of it when this process is killed.
  const { temporaryFolder } = options;
  folder.addTemporaryFolder(temporaryFolder);
  process.env.TMPDIR = temporaryFolder;
  const supervisor = new Supervisor(options, folder);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= supervisor.stop();
    return stopping;
  };
  const end = () =>
    stop().finally(() => {
      rmSync(temporaryFolder, { recursive: true, force: true });
      process.exit();
    });
  process.on("SIGTERM", end);
  // A terminal's Ctrl-C is for the command in front, not for what keeps running behind it.
  process.on("SIGINT", () => undefined);
  try {
    await supervisor.start();
    process.send?.({ ready: true } satisfies SupervisorMessage);
  } catch (error) {
    process.send?.({ error: (error as Error).message } satisfies SupervisorMessage);
    process.exitCode = 1;
    await end();
  }
  process.disconnect?.();
  await supervisor.emulatorExited();
  if (stopping === undefined) {
    console.error("the emulator has ended");
    folder.noteLoss();
  }
  await end();
}

void main();
