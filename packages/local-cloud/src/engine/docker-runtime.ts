import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { ContainerDefinition, HealthCheck } from "@aws-sdk/client-ecs";
import { listens } from "../process/ports";
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
/** A server that takes longer is taken for up: the load balancer sees whether it is. */
const LISTENING_PATIENCE_MS = 60_000;
const LISTENING_POLL_MS = 200;

interface CreateContainer {
  readonly Env?: readonly string[];
  readonly Labels?: ContainerLabels;
  readonly HostConfig?: Readonly<Record<string, unknown>>;
}

interface Inspected {
  readonly State: { readonly Running: boolean };
  readonly NetworkSettings?: { readonly Networks?: Readonly<Record<string, { readonly IPAddress?: string }>> };
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
    const definition = this.definitionsById.get(id);
    if (definition?.healthCheck) {
      const monitor = this.monitor(id, definition.healthCheck);
      this.monitors.set(id, monitor);
      if (!(await monitor.becomesHealthy())) await this.refuse(id, "did not become healthy");
      monitor.becomesUnhealthy().then(() => this.docker.call("POST", `/containers/${id}/kill`).catch(() => undefined));
    } else if (await this.endsBeforeItListens(id, definition?.portMappings?.[0]?.containerPort)) {
      await this.refuse(id, "ended before it listened on its port");
    }
    sendJson(response, 204);
  }

  /** ECS tries again under the same name. */
  private async refuse(id: string, reason: string): Promise<never> {
    const lines = await this.docker.tail(id, TAIL_LINES);
    await this.docker.call("DELETE", `/containers/${id}?v=1&force=1`).catch(() => undefined);
    this.forget(id);
    throw new EngineError(500, `the container ${reason}; its last lines: ${lines}`);
  }

  /** Without a health check, listening is what tells that a server is up. */
  private async endsBeforeItListens(id: string, port: number | undefined): Promise<boolean> {
    if (port === undefined) return false;
    const deadline = Date.now() + LISTENING_PATIENCE_MS;
    while (Date.now() < deadline) {
      const { State, NetworkSettings } = await this.docker.call<Inspected>("GET", `/containers/${id}/json`);
      if (!State.Running) return true;
      const addresses = Object.values(NetworkSettings?.Networks ?? {}).map(({ IPAddress }) => IPAddress);
      for (const address of addresses) if (address && (await listens(port, address))) return false;
      await sleep(LISTENING_POLL_MS);
    }
    return false;
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
