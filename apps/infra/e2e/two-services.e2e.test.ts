import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { WebSocket } from "ws";
import { Account } from "./account";
import { environments } from "./applications/two-services/environments";
import { Checkout } from "./checkout";
import { deployApplication } from "./deploy-application";
import { EdgeSession } from "./edge-session";
import { useOwnAccount } from "./own-account";

const TOKEN = "a token that only the api knows";

describe("two web services of two sources", () => {
  const checkout = new Checkout("e2e-twins", "process", join(__dirname, "applications/two-services"));
  const environment = environments.load("local");
  const { domain } = environment.dns;
  useOwnAccount(checkout);

  async function ask(hostName: string, path: string): Promise<unknown> {
    const { status, body } = await new EdgeSession(checkout.cloud(), hostName).get(path);
    expect(status).toBe(200);
    return JSON.parse(body);
  }

  it("are deployed together, with a secret that exists", async () => {
    const cloud = await checkout.start(domain);
    for (const secret of environment.secrets) await new Account(cloud, environment).createSecret(secret.name, TOKEN);

    const { status, output } = await deployApplication(checkout, environment);

    expect(status).toBe(0);
    for (const { key } of environment.services) expect(output).toMatch(new RegExp(`infra-service-${key} +✓ applied`));
  });

  it("answer on the domain, below a path of it, and on a host of their own", async () => {
    expect(await ask(domain, "/")).toMatchObject({ service: "front", path: "/" });
    expect(await ask(domain, "/apis")).toMatchObject({ service: "front", path: "/apis" });
    expect(await ask(domain, "/api/one")).toMatchObject({ service: "api", path: "one" });
    expect(await ask(`api.${domain}`, "/api/two")).toMatchObject({ service: "api", path: "two" });
  });

  it.each([`api.${domain}`, `nobody.${domain}`])("leave what nobody claims on %s to a plain 404", async (hostName) => {
    const { status, body } = await new EdgeSession(checkout.cloud(), hostName).get("/");
    expect(status).toBe(404);
    expect(body).not.toContain("service");
  });

  it("hand the secret to the one that named it, and no state holds it", async () => {
    const token = createHash("sha256").update(TOKEN).digest("hex");
    expect(await ask(domain, "/api/")).toMatchObject({ token });
    const account = new Account(checkout.cloud(), environment);
    for (const stack of ["data", "service-api"]) {
      const state = await account.state(stack);
      expect(state).toContain("secret");
      expect(state).not.toContain(TOKEN);
    }
  });

  it("speak over a WebSocket through the load balancer", async () => {
    const { httpsPort, caFile } = checkout.cloud();
    const host = `${domain}:${httpsPort}`;
    const options = { servername: domain, ca: readFileSync(caFile), headers: { host } };
    const socket = new WebSocket(`wss://127.0.0.1:${httpsPort}/echo`, options);
    try {
      await once(socket, "open");
      socket.send("hello");
      const [message] = await once(socket, "message");
      expect(String(message)).toBe("front heard: hello");
    } finally {
      socket.terminate();
    }
  });

  it("plan no changes right after their deploy", async () => {
    const { status, output } = await checkout.cdktf(["diff", "infra", "--detailed-exitcode"]);
    expect(output).not.toContain("Terraform will perform");
    expect(status).toBe(0);
  });
});
