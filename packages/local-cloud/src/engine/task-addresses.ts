import { LoopbackAddresses } from "./loopback-addresses";

/** The loopback address of each task, which its containers share as they share a network on Fargate. */
export class TaskAddresses {
  private readonly addresses = new LoopbackAddresses();
  private readonly taken = new Map<string, { readonly address: Promise<string>; users: number }>();

  /** @param ports That the task's containers listen on. */
  reserve(task: string, ports: readonly number[]): Promise<string> {
    const known = this.taken.get(task) ?? { address: this.addresses.reserve(...ports), users: 0 };
    known.users += 1;
    this.taken.set(task, known);
    known.address.catch(() => this.taken.delete(task));
    return known.address;
  }

  async release(task: string): Promise<void> {
    const known = this.taken.get(task);
    if (known === undefined) return;
    known.users -= 1;
    if (known.users > 0) return;
    this.taken.delete(task);
    this.addresses.release(await known.address);
  }
}
