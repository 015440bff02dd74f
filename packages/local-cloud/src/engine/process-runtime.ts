import type { ServerResponse } from "node:http";
import type { ImageStore, ProcessImage } from "../images/image-store";
import type { ProcessIdentity } from "../process/identity";
import type { ContainerDefinitions, ContainerLabels } from "./container-definition";
import { DEFAULT_STOP_TIMEOUT_SECONDS, Drain } from "./drain";
import { EngineError } from "./engine-error";
import { type EngineRequest, readJson, sendJson, type TaskRuntime } from "./engine-server";
import { HealthMonitor, timingsOf } from "./health-monitor";
import { LoopbackAddresses } from "./loopback-addresses";
import { ProcessContainer } from "./process-container";
import { TaskPorts } from "./task-ports";

const CLOSE_PATIENCE_MS = 5000;

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
  private readonly addresses = new LoopbackAddresses();
  private readonly ports = new TaskPorts();
  private readonly drain = new Drain();

  constructor(
    private readonly images: ImageStore,
    private readonly definitions: ContainerDefinitions,
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
  }

  private handleImage(method: string, rest: readonly string[], query: URLSearchParams, response: ServerResponse): void {
    if (method === "POST" && rest[0] === "create") {
      const tag = query.get("tag") ?? "";
      const image = this.image(`${query.get("fromImage")}${tag.startsWith("sha256:") ? `@${tag}` : ""}`);
      sendJson(response, 200, { status: `Image ${image.uri} is here` });
    } else {
      const image = this.image(rest.slice(0, -1).join("/"));
      sendJson(response, 200, { Id: image.digest, RepoDigests: [image.uri], RepoTags: [], Config: {} });
    }
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
    const labels = body.Labels ?? {};
    const definition = await this.definitions.of(labels);
    const container = new ProcessContainer({
      name: query.get("name") ?? "task",
      image: this.image(body.Image),
      environment: await this.definitions.variables(body.Env, definition),
      command: body.Cmd ?? undefined,
      labels,
      definition,
      address: await this.addresses.reserve(definition?.portMappings?.[0]?.containerPort ?? 0),
      port: await this.ports.reserve(),
    });
    this.containers.set(container.id, container);
    sendJson(response, 201, { Id: container.id, Warnings: [] });
  }

  /** Answers when the container is healthy: until then the load balancer must not know it. */
  private async start(container: ProcessContainer, response: ServerResponse): Promise<void> {
    this.onStarted(await container.start());
    const monitor = this.monitor(container);
    const healthy = (await monitor?.becomesHealthy()) ?? true;
    const reasons = [
      monitor ? await container.refusal() : await container.refusalWhenListening(),
      healthy ? undefined : `the container did not become healthy; its last lines: ${container.tail()}`,
    ].filter((reason) => reason !== undefined);
    if (reasons.length > 0) {
      await this.forget(container);
      throw new EngineError(500, reasons.join("; "));
    }
    monitor?.becomesUnhealthy().then(() => container.stop(CLOSE_PATIENCE_MS));
    sendJson(response, 204);
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
    this.monitors.get(container.id)?.stop();
    if (container.isRunning && action === "stop") await this.drain.wait();
    const seconds = container.options.definition?.stopTimeout ?? DEFAULT_STOP_TIMEOUT_SECONDS;
    await container.stop(action === "kill" ? 0 : seconds * 1000);
    sendJson(response, 204);
  }

  private async remove(container: ProcessContainer, response: ServerResponse): Promise<void> {
    await this.forget(container);
    sendJson(response, 204);
  }

  private async forget(container: ProcessContainer): Promise<void> {
    await container.stop(0);
    container.remove();
    this.addresses.release(container.options.address);
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
