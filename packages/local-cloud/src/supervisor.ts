import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { identify, type ProcessIdentity } from "@app/processes";
import { CloudError } from "./cloud-error";
import type { Cloud, CloudFolder, EmulatorAddress, Runtime } from "./cloud-record";
import { cacheProgram } from "./data-servers/cache-program";
import { CacheServers } from "./data-servers/cache-servers";
import { BridgeHost, LoopbackHosts } from "./data-servers/server-hosts";
import { serveDataServers } from "./data-servers/servers-api";
import { type EdgeCertificate, edgeCertificate } from "./edge/certificate";
import { serveEdge } from "./edge/edge-server";
import { withBridge } from "./emulator/bind-hosts";
import { type Emulator, startEmulator } from "./emulator/emulator";
import { ContainerDefinitions } from "./engine/container-definition";
import { DockerClient } from "./engine/docker-client";
import { DockerRuntime } from "./engine/docker-runtime";
import { serveEngine, type TaskRuntime } from "./engine/engine-server";
import { ownerOf } from "./engine/own-containers";
import { ProcessRuntime } from "./engine/process-runtime";
import { SharedFiles } from "./engine/shared-files";
import { ImageStore } from "./images/image-store";
import { LOOPBACK, PostgresServers } from "./postgres/servers";
import { endProcess } from "./process/end";

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
  /** For sockets: its path is short. */
  readonly temporaryFolder: string;
  /** Whether the record of requests says who called. */
  readonly recordsCallers: boolean;
}

/** The members of one local cloud: task engine, databases, emulator, edge. They start together and end together. */
export class Supervisor {
  private readonly socketFolder: string;
  private readonly servers: Server[] = [];
  private readonly emulatorAddress: EmulatorAddress;
  private readonly runtime: TaskRuntime;
  private emulator: Emulator | undefined;
  private caches: CacheServers | undefined;
  private databases: PostgresServers | undefined;
  private stopping = false;

  constructor(
    private readonly options: SupervisorOptions,
    private readonly folder: CloudFolder,
  ) {
    this.socketFolder = mkdtempSync(join(options.temporaryFolder, "s-"));
    this.emulatorAddress = { port: options.port, accessKey: folder.accessKey() };
    this.runtime = this.taskRuntime();
  }

  async start(): Promise<Cloud> {
    const { options, folder } = this;
    await this.runtime.removeLeftovers();
    const engineSocket = join(this.socketFolder, "engine.sock");
    this.servers.push(await serveEngine(this.runtime, engineSocket));
    const certificate = await edgeCertificate(folder.certificates, options.domain);
    this.servers.push(...(await serveEdge({ ...options, certificate, emulator: this.emulatorAddress })));
    const dataServersSocket = await this.serveData(certificate);
    if (this.stopping) throw new CloudError("stopped while it was starting");
    this.emulator = startEmulator({
      ...options,
      accessKey: this.emulatorAddress.accessKey,
      bindHosts: await this.bindHosts(),
      stateFolder: folder.account,
      logFile: folder.emulatorLog,
      requestRecord: folder.requestRecord,
      engineSocket,
      dataServersSocket,
    });
    // From now on it is ended, whatever becomes of this process.
    folder.addProcess(this.emulator.identity);
    await this.emulator.ready;
    const { port, autoscalingPort, httpPort, httpsPort, name, runtime, domain } = options;
    const { caFile } = certificate;
    const { accessKey } = this.emulatorAddress;
    const supervisor = identify(process.pid);
    const cloud = { name, runtime, port, autoscalingPort, httpPort, httpsPort, domain, caFile, accessKey, supervisor };
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
    // After the tasks, which may write until their end.
    await this.caches?.stop();
    await this.databases?.stopAll();
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(this.socketFolder, { recursive: true, force: true });
    this.folder.forget();
  }

  /** Processes reach the emulator by loopback, containers by this machine's address in their network; nobody else does. */
  private async bindHosts(): Promise<string[]> {
    const { dockerSocket } = this.options;
    return dockerSocket === undefined ? [LOOPBACK] : withBridge(await new DockerClient(dockerSocket).hostAddress());
  }

  /**
   * Starts the servers of the last run, before the emulator, whose tasks may use them at once. Returns the socket on which the
   * emulator says what becomes of them.
   */
  private async serveData(certificate: EdgeCertificate): Promise<string> {
    const { root, dockerSocket } = this.options;
    const docker = dockerSocket === undefined ? undefined : new DockerClient(dockerSocket);
    const noteProcess = (identity: ProcessIdentity) => this.folder.addProcess(identity);
    this.caches = new CacheServers({
      folder: this.folder.caches,
      temporaryFolder: this.socketFolder,
      certificate,
      hosts: docker ? new BridgeHost(docker) : new LoopbackHosts(),
      cacheProgram: () => cacheProgram(root),
      onStarted: noteProcess,
    });
    this.databases = new PostgresServers({
      folder: this.folder.databases,
      address: async () => docker?.hostAddress() ?? LOOPBACK,
      certificate,
      onProcess: noteProcess,
    });
    await this.caches.restore(console.error);
    const socket = join(this.socketFolder, "data.sock");
    this.servers.push(await serveDataServers({ caches: this.caches, databases: this.databases }, socket));
    await this.databases.startAll();
    return socket;
  }

  private taskRuntime(): TaskRuntime {
    const { root, name, dockerSocket } = this.options;
    const definitions = new ContainerDefinitions(this.emulatorAddress);
    const files = new SharedFiles(this.folder.volumes);
    if (dockerSocket) {
      const docker = new DockerClient(dockerSocket);
      return new DockerRuntime(docker, definitions, ownerOf(root, name), files, this.emulatorAddress);
    }
    const images = new ImageStore(join(root, ".local/images"));
    return new ProcessRuntime(images, definitions, files, (identity) => this.folder.addProcess(identity));
  }
}
