import { hostname, userInfo } from "node:os";
import { emulatorHeaders } from "./cloud-environment";
import type { EmulatorAddress } from "./cloud-record";
import { terraformRunsIn } from "./process/terraform-runs";

const LOCK = ".tflock";

export interface DeadLocksOptions {
  readonly cloud: EmulatorAddress;
  /** Where Terraform keeps its states. */
  readonly bucket: string;
  /** What their keys begin with. */
  readonly prefix: string;
  /** Terraform runs below this folder, if it runs. */
  readonly folder: string;
}

/**
 * Removes the locks of this user on this machine while no Terraform runs that might hold them: it was killed, and nobody
 * else can free them. Locks of others stay. Returns the keys of the states that are free again.
 */
export async function dropDeadLocks({ cloud, bucket, prefix, folder }: DeadLocksOptions): Promise<string[]> {
  const s3 = new Bucket(cloud, bucket);
  const locks = (await s3.keys(prefix)).filter((key) => key.endsWith(LOCK));
  // After the look at the locks: whoever holds one of them runs by now.
  if (locks.length === 0 || terraformRunsIn(folder) !== false) return [];
  const dropped: string[] = [];
  for (const key of locks) {
    if (ownerOf(await s3.read(key)) !== thisUser()) continue;
    await s3.delete(key);
    dropped.push(key.slice(0, -LOCK.length));
  }
  return dropped;
}

/** As Terraform writes it: https://github.com/hashicorp/terraform/blob/v1.11.4/internal/states/statemgr/locker.go */
function thisUser(): string {
  return `${userInfo().username}@${hostname()}`;
}

function ownerOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { Who?: string }).Who;
  } catch {
    return undefined;
  }
}

/** A bucket of the emulated S3. */
class Bucket {
  constructor(
    private readonly cloud: EmulatorAddress,
    private readonly name: string,
  ) {}

  /** None where there is no bucket. */
  async keys(prefix: string): Promise<string[]> {
    const answer = await this.ask("GET", `?list-type=2&prefix=${encodeURIComponent(prefix)}`);
    return answer.ok ? [...(await answer.text()).matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) => key) : [];
  }

  async read(key: string): Promise<string> {
    return (await this.ask("GET", `/${key}`)).text();
  }

  async delete(key: string): Promise<void> {
    await this.ask("DELETE", `/${key}`);
  }

  private ask(method: string, path: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.cloud.port}/${this.name}${path}`, {
      method,
      headers: emulatorHeaders(this.cloud),
    });
  }
}
