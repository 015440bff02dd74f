import type { ServerResponse } from "node:http";
import type { ContainerDefinition, HealthCheck } from "@aws-sdk/client-ecs";
import type { ContainerDefinitions, ContainerLabels } from "./container-definition";
import type { DockerClient } from "./docker-client";
import { DEFAULT_STOP_TIMEOUT_SECONDS, Drain } from "./drain";
import { EngineError } from "./engine-error";
import { type EngineRequest, readJson, sendJson, type TaskRuntime } from "./engine-server";
import { HealthMonitor, timingsOf } from "./health-monitor";
import { withCredentials } from "./task-credentials";

/** Marks the containers of one local cloud, so that it can remove them and no others. */
const OWNER_LABEL = "local-cloud";
const CLOSE_PATIENCE_SECONDS = 5;
const TAIL_LINES = 5;

interface CreateContainer {
  readonly Env?: readonly string[];
  readonly Labels?: ContainerLabels;
  readonly HostConfig?: Readonly<Record<string, unknown>>;
}

interface Inspected {
  readonly State: { readonly Running: boolean };
}

/** Runs tasks in a Docker engine, with everything that the task definition says and the emulator leaves out. */
export class DockerRuntime implements TaskRuntime {
  private readonly definitionsById = new Map<string, ContainerDefinition>();
  private readonly monitors = new Map<string, HealthMonitor>();

  constructor(
    private readonly docker: DockerClient,
    private readonly definitions: ContainerDefinitions,
    private readonly owner: string,
    private readonly drain = new Drain(),
  ) {}

  async handle(request: EngineRequest, response: ServerResponse): Promise<void> {
    const { method, path } = request;
    if (method === "POST" && path === "/containers/create") return this.create(request, response);
    const [, id, action] = /^\/containers\/([^/]+)\/(start|stop)$/.exec(path) ?? [];
    if (id !== undefined && action === "start") return this.start(id, response);
    if (id !== undefined && action === "stop") return this.stop(id, response);
    const query = request.query.size > 0 ? `?${request.query}` : "";
    this.docker.forward(request, path + query, response);
  }

  hurry(): void {
    this.drain.skip();
  }

  async close(): Promise<void> {
    this.hurry();
    for (const monitor of this.monitors.values()) monitor.stop();
    await this.removeContainers();
  }

  async removeLeftovers(): Promise<void> {
    await this.removeContainers();
  }

  /** Also those that an earlier supervisor of this cloud started. */
  private async removeContainers(): Promise<void> {
    const filters = encodeURIComponent(JSON.stringify({ label: [`${OWNER_LABEL}=${this.owner}`] }));
    const containers = await this.docker.call<{ Id: string }[]>("GET", `/containers/json?all=1&filters=${filters}`);
    await Promise.all(
      containers.map(async ({ Id }) => {
        await this.docker.call("POST", `/containers/${Id}/stop?t=${CLOSE_PATIENCE_SECONDS}`).catch(() => undefined);
        await this.docker.call("DELETE", `/containers/${Id}?v=1&force=1`).catch(() => undefined);
      }),
    );
  }

  private async create({ message, query }: EngineRequest, response: ServerResponse): Promise<void> {
    const body = await readJson<CreateContainer>(message);
    const definition = await this.definitions.of(body.Labels ?? {});
    const complete = {
      ...body,
      Labels: { ...body.Labels, [OWNER_LABEL]: this.owner },
      Env: await withCredentials(await this.definitions.variables(body.Env, definition)),
      ...(definition && containerSettings(definition, body)),
    };
    const created = await this.docker.call<{ Id: string }>("POST", `/containers/create?${query}`, complete);
    if (definition) this.definitionsById.set(created.Id, definition);
    sendJson(response, 201, created);
  }

  /** Answers when the container is healthy: until then the load balancer must not know it. */
  private async start(id: string, response: ServerResponse): Promise<void> {
    await this.docker.call("POST", `/containers/${id}/start`);
    const check = this.definitionsById.get(id)?.healthCheck;
    if (check) {
      const monitor = this.monitor(id, check);
      this.monitors.set(id, monitor);
      if (!(await monitor.becomesHealthy())) {
        const lines = await this.docker.tail(id, TAIL_LINES);
        // ECS tries again under the same name.
        await this.docker.call("DELETE", `/containers/${id}?v=1&force=1`).catch(() => undefined);
        this.forget(id);
        throw new EngineError(500, `the container did not become healthy; its last lines: ${lines}`);
      }
      monitor.becomesUnhealthy().then(() => this.docker.call("POST", `/containers/${id}/kill`).catch(() => undefined));
    }
    sendJson(response, 204);
  }

  private async stop(id: string, response: ServerResponse): Promise<void> {
    this.monitors.get(id)?.stop();
    if (await this.isRunning(id)) await this.drain.wait();
    const seconds = this.definitionsById.get(id)?.stopTimeout ?? DEFAULT_STOP_TIMEOUT_SECONDS;
    await this.docker.call("POST", `/containers/${id}/stop?t=${seconds}`);
    this.forget(id);
    sendJson(response, 204);
  }

  private forget(id: string): void {
    this.definitionsById.delete(id);
    this.monitors.delete(id);
  }

  private monitor(id: string, check: HealthCheck): HealthMonitor {
    const [kind, ...words] = check.command ?? [];
    const command = kind === "CMD-SHELL" ? ["sh", "-c", words.join(" ")] : words;
    return new HealthMonitor({
      timings: timingsOf(check),
      probe: () => this.exec(id, command),
      isRunning: () => this.isRunning(id),
    });
  }

  private async isRunning(id: string): Promise<boolean> {
    try {
      return (await this.docker.call<Inspected>("GET", `/containers/${id}/json`)).State.Running;
    } catch {
      return false;
    }
  }

  private async exec(id: string, command: readonly string[]): Promise<boolean> {
    try {
      const options = { Cmd: command, AttachStdout: true, AttachStderr: true };
      const { Id } = await this.docker.call<{ Id: string }>("POST", `/containers/${id}/exec`, options);
      await this.docker.call("POST", `/exec/${Id}/start`, { Detach: false, Tty: false });
      const { ExitCode } = await this.docker.call<{ ExitCode: number }>("GET", `/exec/${Id}/json`);
      return ExitCode === 0;
    } catch {
      return false;
    }
  }
}

/** What the emulator drops on its way from the task definition to the engine. */
function containerSettings(definition: ContainerDefinition, { HostConfig = {} }: CreateContainer): object {
  const writable = (definition.mountPoints ?? []).filter(({ readOnly }) => !readOnly);
  return {
    ...(definition.user && { User: definition.user }),
    ...(definition.workingDirectory && { WorkingDir: definition.workingDirectory }),
    ...(definition.entryPoint && { Entrypoint: definition.entryPoint }),
    // ECS knows only the task definition's check, not the image's; it runs here, in HealthMonitor.
    Healthcheck: { Test: ["NONE"] },
    HostConfig: {
      ...HostConfig,
      ReadonlyRootfs: definition.readonlyRootFilesystem ?? false,
      Init: definition.linuxParameters?.initProcessEnabled ?? false,
      ...(definition.memory && { Memory: definition.memory * 1024 * 1024 }),
      // Fargate's volumes without a source are empty and last as long as the task.
      Tmpfs: Object.fromEntries(writable.map(({ containerPath }) => [containerPath, "rw,mode=1777"])),
    },
  };
}
