import { type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { EngineError } from "./engine-error";
import { type EngineRequest, readBody } from "./engine-server";
import { framedText } from "./log-frames";

const DEFAULT_SOCKET = "/var/run/docker.sock";

/** Socket of the Docker engine that DOCKER_HOST names, or the usual one; undefined where it names no socket. */
export function dockerSocket(environment: NodeJS.ProcessEnv): string | undefined {
  const { DOCKER_HOST: host } = environment;
  if (!host) return DEFAULT_SOCKET;
  return host.startsWith("unix://") ? host.slice("unix://".length) : undefined;
}

interface NetworkBlock {
  readonly Subnet?: string;
  readonly Gateway?: string;
}

/** Talks to a Docker engine on a Unix socket. */
export class DockerClient {
  constructor(private readonly socketPath: string) {}

  async answers(patienceMs = 5000): Promise<boolean> {
    const answered = new AbortController();
    const late = sleep(patienceMs, false, { signal: answered.signal }).catch(() => false);
    const ping = this.call("GET", "/_ping").then(
      () => true,
      () => false,
    );
    const answers = await Promise.race([ping, late]);
    answered.abort();
    return answers;
  }

  /** @throws EngineError with the engine's own status and message when it refuses. */
  async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const text = (await this.read(method, path, body)).toString("utf8");
    return (text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text) as Answer;
  }

  /** Address of this machine in the network that containers are in, where `host.docker.internal` leads to. */
  async hostAddress(): Promise<string> {
    const { IPAM } = await this.call<{ IPAM?: { Config?: NetworkBlock[] } }>("GET", "/networks/bridge");
    const block = IPAM?.Config?.find(({ Subnet }) => Subnet?.includes("."));
    // Where nobody chose a gateway, Docker takes the first address of the block.
    const address = block?.Gateway ?? block?.Subnet?.replace(/\.\d+\/\d+$/, ".1");
    if (!address)
      throw new EngineError(
        500,
        'Docker\'s network "bridge" has no address on this machine; run tasks as processes: LOCAL_RUNTIME=process',
      );
    return address;
  }

  /** The last lines that a container wrote. */
  async tail(id: string, lines: number): Promise<string> {
    return framedText(await this.read("GET", `/containers/${id}/logs?stdout=1&stderr=1&tail=${lines}`));
  }

  /** Hands a request on as it is but for these headers, and streams the answer back. */
  forward({ method, message }: EngineRequest, path: string, response: ServerResponse, changed: OutgoingHttpHeaders) {
    const headers = { ...message.headers, ...changed };
    const upstream = request({ socketPath: this.socketPath, method, path, headers });
    upstream.on("error", (error) => response.destroy(error));
    upstream.once("response", (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      response.flushHeaders();
      pipeline(answer, response, () => undefined);
    });
    response.once("close", () => upstream.destroy());
    message.pipe(upstream);
  }

  private async read(method: string, path: string, body?: object): Promise<Buffer> {
    const message = await this.send(method, path, body);
    const content = await readBody(message);
    const status = message.statusCode ?? 500;
    if (status >= 400) throw new EngineError(status, errorMessage(content.toString("utf8")));
    return content;
  }

  private send(method: string, path: string, body?: object): Promise<IncomingMessage> {
    const text = body === undefined ? "" : JSON.stringify(body);
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
    return new Promise((resolve, reject) => {
      const call = request({ socketPath: this.socketPath, method, path, headers }, resolve);
      call.once("error", reject);
      call.end(text);
    });
  }
}

function errorMessage(text: string): string {
  try {
    return (JSON.parse(text) as { message: string }).message;
  } catch {
    return text;
  }
}
