import type { RequestListener } from "node:http";
import { type LoopbackServer, serveOnLoopback } from "../fixtures/loopback-server";
import { freePort } from "../process/ports";
import { withCredentials } from "./task-credentials";

const servers: LoopbackServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The variable that leads to credentials, as the emulator sets it for a container. */
async function serveCredentials(answer: RequestListener): Promise<string> {
  const server = await serveOnLoopback(answer);
  servers.push(server);
  return variable(server.port);
}

function variable(port: number): string {
  return `AWS_CONTAINER_CREDENTIALS_FULL_URI=http://host.docker.internal:${port}/v2/credentials/task`;
}

describe("a container's environment", () => {
  it("holds the task role's credentials instead of the address that SDKs refuse", async () => {
    const uri = await serveCredentials((message, response) => {
      expect([message.url, message.headers.authorization]).toEqual(["/v2/credentials/task", "x"]);
      response.end(JSON.stringify({ AccessKeyId: "key", SecretAccessKey: "secret", Token: "token=" }));
    });
    expect(await withCredentials(["A=1", uri, "AWS_CONTAINER_AUTHORIZATION_TOKEN=x", "B=2"])).toEqual([
      "A=1",
      "B=2",
      "AWS_ACCESS_KEY_ID=key",
      "AWS_SECRET_ACCESS_KEY=secret",
      "AWS_SESSION_TOKEN=token=",
    ]);
  });

  it("stays as it is without a task role", async () => {
    expect(await withCredentials(["A=1"])).toEqual(["A=1"]);
  });

  it.each<[string, RequestListener]>([
    ["an error", (_, response) => response.writeHead(404).end("{}")],
    ["no JSON", (_, response) => response.end("<html>")],
    ["JSON without credentials", (_, response) => response.end('{"AccessKeyId":"key"}')],
  ])("is refused when the emulator answers with %s", async (_, answer) => {
    const uri = await serveCredentials(answer);
    await expect(withCredentials([uri])).rejects.toThrow(
      /^the emulator gives no credentials for the task role at http/,
    );
  });

  it("is refused when the emulator does not answer", async () => {
    const uri = variable(await freePort());
    await expect(withCredentials([uri])).rejects.toThrow(/^the emulator gives no credentials .*ECONNREFUSED/);
  });
});
