import { CloudFolder } from "./cloud-record";
import { Supervisor, type SupervisorOptions } from "./supervisor";

/** What the supervisor tells the command that started it. */
export type SupervisorMessage = { readonly ready: true } | { readonly error: string };

/** The process that keeps a local cloud running; ends it on SIGTERM. */
async function main(): Promise<void> {
  // Whatever is written from here on is its owner's alone.
  process.umask(0o077);
  const options = JSON.parse(process.argv[2] ?? "{}") as SupervisorOptions;
  const supervisor = new Supervisor(options, CloudFolder.make(options.root, options.name));
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= supervisor.stop();
    return stopping;
  };
  const end = () => stop().finally(() => process.exit());
  process.on("SIGTERM", end);
  // A terminal's Ctrl-C is for the command in front, not for what keeps running behind it.
  process.on("SIGINT", () => undefined);
  try {
    await supervisor.start();
    process.send?.({ ready: true } satisfies SupervisorMessage);
  } catch (error) {
    process.send?.({ error: (error as Error).message } satisfies SupervisorMessage);
    await stop();
    process.exit(1);
  }
  process.disconnect?.();
  await supervisor.emulatorExited();
  console.error("the emulator has ended");
  await end();
}

void main();
