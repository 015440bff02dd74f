import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identify, isRunning, type ProcessIdentity } from "@app/processes";

const STREAMS = ["stdout", "stderr"] as const;
/** They may hold what a plan says. */
const FOR_OWNER = { mode: 0o600 };

/** What a run writes down of a Terraform that it starts. */
interface RunningRecord extends ProcessIdentity {
  readonly stackId: string;
  readonly args: readonly string[];
  readonly since: string;
}

/** A Terraform whose run was killed, and which goes on without it. */
export interface LeftRunning extends RunningRecord {
  isRunning(): boolean;
  /** All lines that it has written so far. */
  lines(): string[];
  /** Nobody needs to know of it any more. */
  forget(): void;
}

/** Files that one Terraform writes into. It goes on when nobody follows them; a pipe would break under it. */
export interface OutputFiles {
  readonly stdout: number;
  readonly stderr: number;
  /** Whom the files belong to; known once it was started. */
  started(pid: number): void;
  /** It has ended, and everything was read. */
  close(): void;
}

/** The Terraforms of an environment, as the next run finds them when this one is killed. */
export class RunningTerraforms {
  constructor(private readonly folder: string) {}

  /** @throws Error when the files cannot be written: nothing was started. */
  open(stackId: string, args: readonly string[]): OutputFiles {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const [stdout = -1, stderr = -1] = STREAMS.map((stream) => openSync(this.file(stackId, stream), "w+", 0o600));
    return {
      stdout,
      stderr,
      started: (pid) => {
        tryTo(() => {
          const record: RunningRecord = { stackId, args, since: new Date().toISOString(), ...identify(pid) };
          writeFileSync(this.file(stackId, "json"), JSON.stringify(record), FOR_OWNER);
        });
      },
      close: () => {
        for (const file of [stdout, stderr]) tryTo(() => closeSync(file));
        this.forget(stackId);
      },
    };
  }

  /** What earlier runs left behind. */
  left(): LeftRunning[] {
    return this.names().flatMap((name) => {
      const record = this.read(name);
      if (!record) return [];
      const { stackId } = record;
      return [
        {
          ...record,
          isRunning: () => isRunning(record),
          lines: () => STREAMS.flatMap((stream) => linesOf(this.file(stackId, stream))),
          forget: () => this.forget(stackId),
        },
      ];
    });
  }

  private names(): string[] {
    try {
      return readdirSync(this.folder).filter((name) => name.endsWith(".json"));
    } catch {
      return []; // nothing ever ran here
    }
  }

  private read(name: string): RunningRecord | undefined {
    try {
      return JSON.parse(readFileSync(join(this.folder, name), "utf8")) as RunningRecord;
    } catch {
      return undefined; // cut short while it was written
    }
  }

  private forget(stackId: string): void {
    for (const ending of ["json", ...STREAMS]) tryTo(() => rmSync(this.file(stackId, ending), { force: true }));
  }

  private file(stackId: string, ending: string): string {
    return join(this.folder, `${stackId}.${ending}`);
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
}

/** What is written down for the next run must never end this one. */
function tryTo(task: () => void): void {
  try {
    task();
  } catch {
    // The folder was removed, or the disk is full: Terraform goes on.
  }
}
