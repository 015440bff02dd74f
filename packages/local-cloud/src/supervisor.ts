import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudError } from "./cloud-error";
import type { Cloud, CloudFolder, Runtime } from "./cloud-record";
import { cacheProgram } from "./data-servers/cache-program";
import { DataServers } from "./data-servers/data-servers";
import { BridgeHost, LoopbackHosts } from "./data-servers/server-hosts";
import { type EdgeCertificate, edgeCertificate } from "./edge/certificate";
import { serveEdge } from "./edge/edge-server";
import { type Emulator, startEmulator } from "./emulator/emulator";
import { ContainerDefinitions } from "./engine/container-definition";
import { DockerClient } from "./engine/docker-client";
import { DockerRuntime } from "./engine/docker-runtime";
import { serveEngine, type TaskRuntime } from "./engine/engine-server";
import { ProcessRuntime } from "./engine/process-runtime";
import { SharedFiles } from "./engine/shared-files";
import { ImageStore } from "./images/image-store";
import { LOOPBACK, PostgresServers } from "./postgres/servers";
import { serveDatabases } from "./postgres/servers-api";
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
  /** Where every call of the APIs is written down. */
  readonly callsFile?: string | undefined;
}

/** The members of one local cloud: task engine, databases, emulator, edge. They start together and end together. */
export class Supervisor {
  private readonly socketFolder = mkdtempSync(join(tmpdir(), "local-cloud-"));
  private readonly servers: Server[] = [];
  private readonly runtime: TaskRuntime;
  private emulator: Emulator | undefined;
  private dataServers: DataServers | undefined;
  private databases: PostgresServers | undefined;
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
    const dataServersSocket = await this.serveData(certificate);
    const databasesSocket = join(this.socketFolder, "databases.sock");
    await this.startDatabases(certificate, databasesSocket);
    if (this.stopping) throw new CloudError("stopped while it was starting");
    this.emulator = startEmulator({
      ...options,
      // Containers reach this machine by its bridge address, processes by loopback.
      bindHost: options.runtime === "docker" ? "0.0.0.0" : "127.0.0.1",
      stateFolder: folder.account,
      logFile: folder.emulatorLog,
      engineSocket,
      dataServersSocket,
      databasesSocket,
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
    // After the tasks, which may write until their end.
    await this.dataServers?.stop();
    await this.databases?.stopAll();
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(this.socketFolder, { recursive: true, force: true });
    this.folder.forget();
  }

  /** Starts the servers of the last run. Returns the socket on which the emulator says what becomes of them. */
  private async serveData(certificate: EdgeCertificate): Promise<string> {
    const { dockerSocket } = this.options;
    this.dataServers = new DataServers({
      folder: this.folder.caches,
      temporaryFolder: this.socketFolder,
      certificate,
      hosts: dockerSocket ? new BridgeHost(new DockerClient(dockerSocket)) : new LoopbackHosts(),
      cacheProgram: () => cacheProgram(this.options.root),
      onStarted: (identity) => this.folder.addProcess(identity),
    });
    await this.dataServers.restore(console.error);
    const socket = join(this.socketFolder, "data.sock");
    this.servers.push(await this.dataServers.serve(socket));
    return socket;
  }

  /** Before the emulator, whose tasks may use them at once. */
  private async startDatabases(certificate: EdgeCertificate, socket: string): Promise<void> {
    const { dockerSocket } = this.options;
    this.databases = new PostgresServers({
      folder: this.folder.databases,
      address: async () => (dockerSocket === undefined ? LOOPBACK : new DockerClient(dockerSocket).hostAddress()),
      certificate,
      onProcess: (identity) => this.folder.addProcess(identity),
    });
    this.servers.push(await serveDatabases(this.databases, socket));
    await this.databases.startAll();
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
