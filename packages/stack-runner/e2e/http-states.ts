import { once } from "node:events";
import { createServer, type Server } from "node:http";

/** A backend for Terraform's states (https://developer.hashicorp.com/terraform/language/backend/http) that can fall silent. */
export class HttpStates {
  /** Whether it still takes states. */
  answers = true;
  private readonly states = new Map<string, string>();

  private constructor(private readonly server: Server) {
    server.on("request", async (request, response) => {
      const key = request.url ?? "";
      if (!this.answers) return response.writeHead(503).end();
      if (request.method === "POST") {
        let body = "";
        for await (const chunk of request) body += chunk;
        this.states.set(key, body);
        return response.end();
      }
      const state = this.states.get(key);
      return state === undefined ? response.writeHead(404).end() : response.end(state);
    });
  }

  static async start(): Promise<HttpStates> {
    const states = new HttpStates(createServer());
    states.server.listen(0, "127.0.0.1");
    await once(states.server, "listening");
    return states;
  }

  /** The backend's settings for one state. */
  backend(key: string): Readonly<Record<string, unknown>> {
    const address = this.server.address();
    const port = typeof address === "object" ? address?.port : "";
    return { address: `http://127.0.0.1:${port}/${key}`, retry_max: 0 };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}
