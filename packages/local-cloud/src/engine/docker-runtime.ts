import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { ContainerDefinition, HealthCheck } from "@aws-sdk/client-ecs";
import type { EmulatorAddress } from "../cloud-record";
import { listens } from "../process/ports";
import { type ContainerDefinitions, type ContainerLabels, endpointOf, taskOf } from "./container-definition";
import type { DockerClient } from "./docker-client";
import { DEFAULT_STOP_TIMEOUT_SECONDS, Drain } from "./drain";
import { EngineError } from "./engine-error";
import { type EngineRequest, readJson, sendJson, type TaskRuntime } from "./engine-server";
import { HealthMonitor, timingsOf } from "./health-monitor";
import { withEndpoints } from "./local-names";
import { OWNER_LABEL, removeContainers } from "./own-containers";
import { registryLogin } from "./registry-login";
import { ServiceEndpoints } from "./service-endpoints";
import type { SharedFiles, SharedMount } from "./shared-files";
import { withCredentials } from "./task-credentials";
import { TaskMembers } from "./task-members";
import { isAwaitedToEnd, TaskNetworks } from "./task-networks";

const TAIL_LINES = 5;
/** A server that takes longer is taken for up: the load balancer sees whether it is. */
const LISTENING_PATIENCE_MS = 60_000;
const LISTENING_POLL_MS = 200;

/** The name under which the emulator lets containers reach this machine. */
const THIS_MACHINE = "host.docker.internal";

interface CreateContainer {
  readonly Env?: readonly string[];
  readonly Labels?: ContainerLabels;
  readonly HostConfig?: Readonly<Record<string, unknown>>;
}

/** A container that was created here. */
interface Known {
  readonly task: string;
  readonly definition: ContainerDefinition | undefined;
}

interface Inspected {
  readonly State: { readonly Running: boolean };
  readonly NetworkSettings?: { readonly Networks?: Readonly<Record<string, { readonly IPAddress?: string }>> };
}

/** Runs tasks in a Docker engine, with everything that the task definition says and the emulator leaves out. */
export class DockerRuntime implements TaskRuntime {
  private readonly known = new Map<string, Known>();
  private readonly monitors = new Map<string, HealthMonitor>();
  private readonly members = new TaskMembers();
  private readonly networks = new TaskNetworks();
  private readonly endpoints = new ServiceEndpoints({ listenOn: () => this.docker.hostAddress(), host: THIS_MACHINE });

  constructor(
    private readonly docker: DockerClient,
    private readonly definitions: ContainerDefinitions,
    private readonly owner: string,
    private readonly files: SharedFiles,
    private readonly emulator: EmulatorAddress,
    private readonly drain = new Drain(),
  ) {}

  async handle(request: EngineRequest, response: ServerResponse): Promise<void> {
    const { method, path } = request;
    if (method === "POST" && path === "/containers/create") return this.create(request, response);
    const [, id, action] = /^\/containers\/([^/]+)\/(start|stop)$/.exec(path) ?? [];
    if (id !== undefined && action === "start") return this.start(id, response);
    if (id !== undefined && action === "stop") return this.stop(id, response);
    const [, inspected] = /^\/containers\/([^/]+)\/json$/.exec(path) ?? [];
    if (method === "GET" && inspected !== undefined && this.networks.isApart(inspected)) {
      return this.inspectApart(inspected, response);
    }
    const query = request.query.size > 0 ? `?${request.query}` : "";
    this.docker.forward(request, path + query, response, registryLogin(request, this.emulator));
  }

  hurry(): void {
    this.drain.skip();
  }

  async close(): Promise<void> {
    this.hurry();
    for (const monitor of this.monitors.values()) monitor.stop();
    await removeContainers(this.docker, this.owner);
    await this.endpoints.close();
  }

  async removeLeftovers(): Promise<void> {
    await removeContainers(this.docker, this.owner);
  }

  private async create({ message, query }: EngineRequest, response: ServerResponse): Promise<void> {
    const body = await readJson<CreateContainer>(message);
    const labels = body.Labels ?? {};
    const definition = await this.definitions.of(labels);
    const task = taskOf(labels) ?? randomUUID();
    const given = await withCredentials(await this.definitions.variables(body.Env, definition));
    const complete = {
      ...body,
      Labels: { ...labels, [OWNER_LABEL]: this.owner },
      Env: await withEndpoints(given, this.endpoints, () => this.definitions.endpoints()),
      ...(definition &&
        containerSettings(definition, body, this.files.mounts(definition, await this.definitions.fileSystems(labels)))),
    };
    const apart = definition !== undefined && isAwaitedToEnd(definition, await this.definitions.ofTask(labels));
    const settings = apart ? complete : this.networks.joined(task, complete);
    const created = await this.docker.call<{ Id: string }>("POST", `/containers/create?${query}`, settings);
    this.networks.add(task, created.Id, apart);
    this.known.set(created.Id, { task, definition });
    sendJson(response, 201, created);
  }

  /** Answers when the container is healthy: until then the load balancer must not know it. */
  private async start(id: string, response: ServerResponse): Promise<void> {
    const { task, definition } = this.known.get(id) ?? { task: id, definition: undefined };
    const { name = "", dependsOn = [], essential = true } = definition ?? {};
    const obstacle = await this.members.obstacle(task, dependsOn);
    if (obstacle !== undefined) await this.refuse(id, `"${name}" did not start: ${obstacle}`, []);
    await this.docker.call("POST", `/containers/${id}/start`);
    const port = definition?.portMappings?.[0]?.containerPort;
    const monitor = definition?.healthCheck && this.monitor(id, definition.healthCheck);
    if (monitor) this.monitors.set(id, monitor);
    const healthy = monitor?.becomesHealthy() ?? Promise.resolve(true);
    this.members.join(task, { id, name, dependsOn, healthy, exited: () => this.exited(id) });
    if (!(await healthy)) {
      // The task goes on without one that is not essential, whatever becomes of it.
      if (essential) await this.refuse(id, "did not become healthy", await this.lastLines(id));
    } else if (monitor && essential) {
      monitor.becomesUnhealthy().then(() => this.docker.call("POST", `/containers/${id}/kill`).catch(() => undefined));
    } else if (!monitor && (await this.endsBeforeItListens(id, port)) && essential) {
      await this.refuse(id, "ended before it listened on its port", await this.lastLines(id));
    }
    await this.answerFor(id, definition, port);
    sendJson(response, 204);
  }

  /** From now on the services that call this one may reach this task. */
  private async answerFor(id: string, definition: ContainerDefinition | undefined, port: number | undefined) {
    const endpoint = definition && endpointOf(definition);
    if (endpoint === undefined || port === undefined) return;
    const [host] = await this.addresses(id);
    if (host !== undefined) this.endpoints.add(endpoint, { id, host, port });
  }

  /** ECS tries again under the same name. */
  private async refuse(id: string, reason: string, lines: readonly string[]): Promise<never> {
    await this.docker.call("DELETE", `/containers/${id}?v=1&force=1`).catch(() => undefined);
    this.forget(id);
    throw new EngineError(500, [`the container ${reason}`, ...lines].join("; "));
  }

  private async lastLines(id: string): Promise<readonly string[]> {
    return [`its last lines: ${await this.docker.tail(id, TAIL_LINES)}`];
  }

  /** Without a health check, listening is what tells that a server is up. */
  private async endsBeforeItListens(id: string, port: number | undefined): Promise<boolean> {
    if (port === undefined) return false;
    const deadline = Date.now() + LISTENING_PATIENCE_MS;
    while (Date.now() < deadline) {
      if (!(await this.isRunning(id))) return true;
      for (const address of await this.addresses(id)) if (await listens(port, address)) return false;
      await sleep(LISTENING_POLL_MS);
    }
    return false;
  }

  private async stop(id: string, response: ServerResponse): Promise<void> {
    await this.end(id);
    sendJson(response, 204);
  }

  /** After those that wait for it at the start. */
  private async end(id: string): Promise<void> {
    const { task, definition } = this.known.get(id) ?? { task: id, definition: undefined };
    this.endpoints.remove(id);
    for (const dependent of this.members.dependents(task, definition?.name ?? "")) await this.end(dependent.id);
    this.monitors.get(id)?.stop();
    if (await this.isRunning(id)) await this.drain.wait(task);
    const seconds = definition?.stopTimeout ?? DEFAULT_STOP_TIMEOUT_SECONDS;
    await this.docker.call("POST", `/containers/${id}/stop?t=${seconds}`);
    this.forget(id);
  }

  private forget(id: string): void {
    const { task } = this.known.get(id) ?? {};
    if (task !== undefined) this.networks.forget(task, id, this.members.leave(task, id));
    this.endpoints.remove(id);
    this.known.delete(id);
    this.monitors.delete(id);
  }

  /** Of the network that it is in, which may be another container's. */
  private async addresses(id: string): Promise<string[]> {
    const owner = this.networks.ownerOf(id);
    const { NetworkSettings } = await this.docker.call<Inspected>("GET", `/containers/${owner}/json`);
    return Object.values(NetworkSettings?.Networks ?? {}).flatMap(({ IPAddress }) => IPAddress || []);
  }

  /** Without its address: the emulator takes the first that it sees for the task's. */
  private async inspectApart(id: string, response: ServerResponse): Promise<void> {
    const { NetworkSettings, ...rest } = await this.docker.call<Inspected>("GET", `/containers/${id}/json`);
    sendJson(response, 200, { ...rest, NetworkSettings: { ...NetworkSettings, Networks: {} } });
  }

  private async exited(id: string): Promise<number> {
    return (await this.docker.call<{ StatusCode: number }>("POST", `/containers/${id}/wait`)).StatusCode;
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
function containerSettings(
  definition: ContainerDefinition,
  { HostConfig = {} }: CreateContainer,
  shared: readonly SharedMount[],
): object {
  const isShared = (path: string | undefined) => shared.some(({ containerPath }) => containerPath === path);
  const writable = (definition.mountPoints ?? []).filter(
    ({ readOnly, containerPath }) => !readOnly && !isShared(containerPath),
  );
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
      ...(shared.length > 0 && {
        Binds: shared.map(
          ({ folder, containerPath, readOnly }) => `${folder}:${containerPath}:${readOnly ? "ro" : "rw"}`,
        ),
      }),
      // Fargate's volumes without a source are empty and last as long as the task.
      Tmpfs: Object.fromEntries(writable.map(({ containerPath }) => [containerPath, "rw,mode=1777"])),
    },
  };
}
