import { PortForwarder } from "./port-forwarder";

/** A task that answers for a service. */
interface Task {
  readonly id: string;
  readonly host: string;
  readonly port: number;
}

/** What answers where. */
export interface ServiceEndpointsOptions {
  /** Where the proxies listen. */
  readonly listenOn: () => Promise<string>;
  /** What tasks call that address. */
  readonly host: string;
}

/**
 * What Service Connect is on AWS: under the name of a service its tasks answer in turn, whichever they are by now. Here a
 * name is an address and a port, which stand in the variables of those who call.
 */
export class ServiceEndpoints {
  private readonly proxies = new Map<string, Promise<PortForwarder>>();
  private readonly tasks = new Map<string, Task[]>();
  private turn = 0;

  constructor(private readonly options: ServiceEndpointsOptions) {}

  /** `host:port` of an endpoint like `pricing:8080`, whether one of its tasks runs already or not. */
  async addressOf(endpoint: string): Promise<string> {
    const proxy = this.proxies.get(endpoint) ?? this.proxy(endpoint);
    this.proxies.set(endpoint, proxy);
    return `${this.options.host}:${(await proxy).port}`;
  }

  /** From now on a task gets connections. */
  add(endpoint: string, task: Task): void {
    this.tasks.set(endpoint, [...(this.tasks.get(endpoint) ?? []), task]);
  }

  /** From now on a task gets no new connections. */
  remove(id: string): void {
    for (const [endpoint, tasks] of this.tasks) {
      this.tasks.set(
        endpoint,
        tasks.filter((task) => task.id !== id),
      );
    }
  }

  async close(): Promise<void> {
    const proxies = await Promise.allSettled(this.proxies.values());
    await Promise.all(proxies.map((proxy) => (proxy.status === "fulfilled" ? proxy.value.close() : undefined)));
    this.proxies.clear();
  }

  private async proxy(endpoint: string): Promise<PortForwarder> {
    const address = await this.options.listenOn();
    return PortForwarder.listen({ address, port: 0, target: () => this.next(endpoint) });
  }

  private next(endpoint: string): Task | undefined {
    const tasks = this.tasks.get(endpoint) ?? [];
    this.turn += 1;
    return tasks[this.turn % tasks.length];
  }
}
