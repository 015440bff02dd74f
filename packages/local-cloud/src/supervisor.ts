import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudError } from "./cloud-error";
import type { Cloud, CloudFolder, Runtime } from "./cloud-record";
import { edgeCertificate } from "./edge/certificate";
import { serveEdge } from "./edge/edge-server";
import { type Emulator, startEmulator } from "./emulator/emulator";
import { ContainerDefinitions } from "./engine/container-definition";
import { DockerClient } from "./engine/docker-client";
import { DockerRuntime } from "./engine/docker-runtime";
import { serveEngine, type TaskRuntime } from "./engine/engine-server";
import { ProcessRuntime } from "./engine/process-runtime";
import { SharedFiles } from "./engine/shared-files";
import { ImageStore } from "./images/image-store";
import { endProcess } from "./process/end";
import { identify } from "./process/identity";

const EMULATOR_PATIENCE_MS = 30_000;

export interface SupervisorOptions {
  readonly root: string;
  readonly name: string;
  readonly runtime: Runtime;
  /** Set where tasks run in Docker. */
  readonly dockerSocket: string | undefined;
  readonly python: string;
  readonly port: number;
  readonly autoscalingPort: number;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly domain: string;
}

/** The members of one local cloud: task engine, emulator, edge. They start together and end together. */
export class Supervisor {
  private readonly socketFolder = mkdtempSync(join(tmpdir(), "local-cloud-"));
  private readonly servers: Server[] = [];
  private readonly runtime: TaskRuntime;
  private emulator: Emulator | undefined;
  private stopping = false;

  constructor(
    private readonly options: SupervisorOptions,
    private readonly folder: CloudFolder,
  ) {
    this.runtime = this.taskRuntime();
  }

  async start(): Promise<Cloud> {
    const { options, folder } = this;
    await this.runtime.removeLeftovers();
    const engineSocket = join(this.socketFolder, "engine.sock");
    this.servers.push(await serveEngine(this.runtime, engineSocket));
    const certificate = await edgeCertificate(folder.certificates, options.domain);
    this.servers.push(...(await serveEdge({ ...options, certificate, gatewayPort: options.port })));
    if (this.stopping) throw new CloudError("stopped while it was starting");
    this.emulator = startEmulator({
      ...options,
      // Containers reach this machine by its bridge address, processes by loopback.
      bindHost: options.runtime === "docker" ? "0.0.0.0" : "127.0.0.1",
      stateFolder: folder.account,
      logFile: folder.emulatorLog,
      engineSocket,
    });
    // From now on it is ended, whatever becomes of this process.
    folder.addProcess(this.emulator.identity);
    await this.emulator.ready;
    const { port, autoscalingPort, httpPort, httpsPort, name, runtime, domain } = options;
    const { caFile } = certificate;
    const supervisor = identify(process.pid);
    const cloud = { name, runtime, port, autoscalingPort, httpPort, httpsPort, domain, caFile, supervisor };
    folder.writeCloud(cloud);
    return cloud;
  }

  /** Resolves when the emulator ends by itself. */
  async emulatorExited(): Promise<void> {
    await this.emulator?.exited;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.runtime.hurry();
    // First the emulator, which saves the account; tasks that end before it would count as failed.
    if (this.emulator) await endProcess(this.emulator.identity, EMULATOR_PATIENCE_MS);
    await this.runtime.close();
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(this.socketFolder, { recursive: true, force: true });
    this.folder.forget();
  }

  private taskRuntime(): TaskRuntime {
    const { root, name, port, dockerSocket } = this.options;
    const definitions = new ContainerDefinitions(port);
    const files = new SharedFiles(this.folder.volumes);
    if (dockerSocket) {
      const owner = createHash("sha256").update(`${root}\n${name}`).digest("hex").slice(0, 16);
      return new DockerRuntime(new DockerClient(dockerSocket), definitions, owner, files);
    }
    const images = new ImageStore(join(root, ".local/images"));
    return new ProcessRuntime(images, definitions, files, (identity) => this.folder.addProcess(identity));
  }
}
