import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { ProcessIdentity } from "@app/processes";
import type { ContainerDefinition } from "@aws-sdk/client-ecs";
import type { ImageStore, ProcessImage } from "../images/image-store";
import { type ContainerDefinitions, type ContainerLabels, endpointOf, taskOf } from "./container-definition";
import { DEFAULT_STOP_TIMEOUT_SECONDS, Drain } from "./drain";
import { EngineError } from "./engine-error";
import { type EngineRequest, readJson, sendJson, type TaskRuntime } from "./engine-server";
import { HealthMonitor, timingsOf } from "./health-monitor";
import { LeftOut } from "./left-out";
import { withEndpoints, withSharedNetwork } from "./local-names";
import { ProcessContainer, type ProcessContainerOptions } from "./process-container";
import { ServiceEndpoints } from "./service-endpoints";
import { type SharedFiles, withSharedFiles } from "./shared-files";
import { TaskAddresses } from "./task-addresses";
import { TaskMembers } from "./task-members";
import { isAwaitedToEnd } from "./task-networks";
import { TaskPorts } from "./task-ports";

const CLOSE_PATIENCE_MS = 5000;
const LOOPBACK = "127.0.0.1";
const BY_DIGEST = /@?(sha256:[0-9a-f]{64})$/;

interface CreateContainer {
  readonly Image: string;
  readonly Env?: readonly string[];
  /** Absent where the image's own is meant. */
  readonly Cmd?: readonly string[] | null;
  readonly Labels?: ContainerLabels;
}

/** Runs tasks as processes of this machine, where no Docker engine answers. */
export class ProcessRuntime implements TaskRuntime {
  private readonly containers = new Map<string, ProcessContainer>();
  private readonly monitors = new Map<string, HealthMonitor>();
  private readonly members = new TaskMembers();
  private readonly endpoints = new ServiceEndpoints({ listenOn: async () => LOOPBACK, host: LOOPBACK });
  private readonly leftOut = new LeftOut();
  private readonly addresses = new TaskAddresses();
  private readonly ports = new TaskPorts();
  private readonly drain = new Drain();

  constructor(
    private readonly images: ImageStore,
    private readonly definitions: ContainerDefinitions,
    private readonly files: SharedFiles,
    /** Told about every process, so that a later run can end what a crash left behind. */
    private readonly onStarted: (identity: ProcessIdentity) => void,
  ) {}

  async handle(request: EngineRequest, response: ServerResponse): Promise<void> {
    const { method, path, query } = request;
    const [collection = "", ...rest] = path.split("/").slice(1).map(decodeURIComponent);
    if (collection === "version" || collection === "info" || collection === "_ping")
      return sendJson(response, 200, ENGINE);
    if (collection === "images") return this.handleImage(method, rest, query, response);
    if (collection === "distribution") {
      const image = this.image(rest.slice(0, -1).join("/"));
      return sendJson(response, 200, { Descriptor: { digest: image.digest } });
    }
    if (collection === "containers") return this.handleContainer(request, rest, response);
    throw new EngineError(404, `${method} ${path}: not part of this engine; it runs ECS tasks as processes`);
  }

  /** Processes were ended before the ports of the cloud were chosen. */
  async removeLeftovers(): Promise<void> {}

  hurry(): void {
    this.drain.skip();
  }

  async close(): Promise<void> {
    this.hurry();
    for (const monitor of this.monitors.values()) monitor.stop();
    await Promise.all([...this.containers.values()].map((container) => container.stop(CLOSE_PATIENCE_MS)));
    for (const container of this.containers.values()) container.remove();
    this.containers.clear();
    this.leftOut.remove();
    await this.endpoints.close();
  }

  /** Which images are here shows when they are to run: those of sidecars may be left out. */
  private handleImage(method: string, rest: readonly string[], query: URLSearchParams, response: ServerResponse): void {
    const pulled = method === "POST" && rest[0] === "create";
    const tag = query.get("tag") ?? "";
    const reference = pulled
      ? `${query.get("fromImage")}${tag.startsWith("sha256:") ? `@${tag}` : ""}`
      : rest.slice(0, -1).join("/");
    const digest = BY_DIGEST.exec(reference)?.[1] ?? this.image(reference).digest;
    if (pulled) sendJson(response, 200, { status: `Image ${reference}` });
    else sendJson(response, 200, { Id: digest, RepoDigests: [reference], RepoTags: [], Config: {} });
  }

  private image(reference: string): ProcessImage {
    const image = this.images.find(reference);
    if (image) return image;
    throw new EngineError(
      404,
      `image ${reference} is not in this checkout's store; without a Docker engine only images made here can run`,
    );
  }

  private async handleContainer(request: EngineRequest, rest: readonly string[], response: ServerResponse) {
    const { method, query } = request;
    const [id = "", action = ""] = rest;
    if (id === "create") return this.create(request, response);
    if (id === "json")
      return sendJson(
        response,
        200,
        [...this.containers.values()].map((one) => one.inspect()),
      );
    const container = this.container(id);
    if (method === "DELETE") return this.remove(container, response);
    if (action === "json") return sendJson(response, 200, container.inspect());
    if (action === "logs") return this.logs(container, query, response);
    if (action === "start") return this.start(container, response);
    if (action === "stop" || action === "kill") return this.stop(container, action, response);
    if (action === "wait") return sendJson(response, 200, { StatusCode: await container.exited() });
    throw new EngineError(404, `${method} ${request.path}: not part of this engine`);
  }

  private container(id: string): ProcessContainer {
    const found = [...this.containers.values()].find((one) => one.id.startsWith(id) || one.options.name === id);
    if (id !== "" && found) return found;
    throw new EngineError(404, `No such container: ${id}`);
  }

  private async create({ message, query }: EngineRequest, response: ServerResponse): Promise<void> {
    const body = await readJson<CreateContainer>(message);
    const container = new ProcessContainer(await this.options(query.get("name") ?? "task", body));
    this.containers.set(container.id, container);
    sendJson(response, 201, { Id: container.id, Warnings: [] });
  }

  private async options(name: string, body: CreateContainer): Promise<ProcessContainerOptions> {
    const labels = body.Labels ?? {};
    const definition = await this.definitions.of(labels);
    const task = taskOf(labels) ?? randomUUID();
    const members = await this.definitions.ofTask(labels);
    const what = this.isLeftOut(body.Image, members)
      ? this.standIn(definition ?? {}, members)
      : { image: this.image(body.Image), command: body.Cmd ?? undefined, definition };
    const ports = members.flatMap(({ portMappings }) => portMappings?.[0]?.containerPort ?? []);
    const address = await this.addresses.reserve(task, ports);
    const given = await this.definitions.variables(body.Env, definition);
    const shared = definition ? this.files.mounts(definition, await this.definitions.fileSystems(labels)) : [];
    const environment = withSharedNetwork(
      await withEndpoints(withSharedFiles(given, shared), this.endpoints, () => this.definitions.endpoints()),
      { address, ports },
    );
    return { ...what, name, environment, labels, task, address, shared, port: await this.ports.reserve() };
  }

  /** A sidecar that somebody else built, beside a program of this checkout. */
  private isLeftOut(reference: string, members: readonly ContainerDefinition[]): boolean {
    const isHere = (image: string) => this.images.find(image) !== undefined;
    return !isHere(reference) && members.some(({ image = "" }) => image !== reference && isHere(image));
  }

  private standIn(definition: ContainerDefinition, members: readonly ContainerDefinition[]) {
    return {
      image: this.leftOut.image(definition, isAwaitedToEnd(definition, members)),
      command: undefined,
      definition: this.leftOut.definition(definition),
    };
  }

  /** Answers when the container is healthy: until then the load balancer must not know it. */
  private async start(container: ProcessContainer, response: ServerResponse): Promise<void> {
    const { task, definition, address } = container.options;
    const { name = "", dependsOn = [], essential = true } = definition ?? {};
    const obstacle = await this.members.obstacle(task, dependsOn);
    if (obstacle !== undefined) await this.refuse(container, [`the container "${name}" did not start: ${obstacle}`]);
    this.onStarted(await container.start());
    const monitor = this.monitor(container);
    const healthy = monitor?.becomesHealthy() ?? Promise.resolve(true);
    this.members.join(task, { id: container.id, name, dependsOn, healthy, exited: () => container.exited() });
    const isHealthy = await healthy;
    const reasons = [
      monitor ? await container.refusal() : await container.refusalWhenListening(),
      isHealthy ? undefined : `the container did not become healthy; its last lines: ${container.tail()}`,
    ].filter((reason) => reason !== undefined);
    // The task goes on without one that is not essential, whatever becomes of it.
    if (essential && reasons.length > 0) await this.refuse(container, reasons);
    if (essential) monitor?.becomesUnhealthy().then(() => container.stop(CLOSE_PATIENCE_MS));
    const endpoint = definition && endpointOf(definition);
    const port = definition?.portMappings?.[0]?.containerPort;
    if (endpoint && port) this.endpoints.add(endpoint, { id: container.id, host: address, port });
    sendJson(response, 204);
  }

  private async refuse(container: ProcessContainer, reasons: readonly string[]): Promise<never> {
    await this.forget(container);
    throw new EngineError(500, reasons.join("; "));
  }

  /** Undefined for a container without a health check. */
  private monitor(container: ProcessContainer): HealthMonitor | undefined {
    const check = container.options.definition?.healthCheck;
    if (!check) return undefined;
    const timings = timingsOf(check);
    const monitor = new HealthMonitor({
      timings,
      probe: () => container.probe(check.command ?? [], timings.timeoutMs),
      isRunning: () => container.isRunning,
    });
    this.monitors.set(container.id, monitor);
    return monitor;
  }

  private async stop(container: ProcessContainer, action: "stop" | "kill", response: ServerResponse): Promise<void> {
    await this.end(container, action);
    sendJson(response, 204);
  }

  private async end(container: ProcessContainer, action: "stop" | "kill"): Promise<void> {
    const { task, definition } = container.options;
    this.endpoints.remove(container.id);
    for (const { id } of this.members.dependents(task, definition?.name ?? "")) {
      await this.end(this.container(id), action);
    }
    this.monitors.get(container.id)?.stop();
    if (container.isRunning && action === "stop") await this.drain.wait(task);
    const seconds = definition?.stopTimeout ?? DEFAULT_STOP_TIMEOUT_SECONDS;
    await container.stop(action === "kill" ? 0 : seconds * 1000);
  }

  private async remove(container: ProcessContainer, response: ServerResponse): Promise<void> {
    await this.forget(container);
    sendJson(response, 204);
  }

  private async forget(container: ProcessContainer): Promise<void> {
    await container.stop(0);
    container.remove();
    this.endpoints.remove(container.id);
    this.members.leave(container.options.task, container.id);
    await this.addresses.release(container.options.task);
    this.ports.release(container.options.port);
    this.containers.delete(container.id);
    this.monitors.delete(container.id);
  }

  private logs(container: ProcessContainer, query: URLSearchParams, response: ServerResponse): void {
    response.writeHead(200, { "content-type": "application/vnd.docker.raw-stream" });
    for (const frame of container.log) response.write(frame);
    if (query.get("follow") !== "1" && query.get("follow") !== "true") return void response.end();
    if (!container.isRunning) return void response.end();
    const send = (frame: Buffer) => response.write(frame);
    container.events.on("log", send);
    container.events.once("exit", () => response.end());
    response.once("close", () => container.events.off("log", send));
  }
}

/** What `docker version` and `docker info` say. */
const ENGINE = { Version: "20.10.0", ApiVersion: "1.41", MinAPIVersion: "1.12", Os: "linux", Arch: "amd64" };
