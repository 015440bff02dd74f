import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
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
  /** What the deploy said. */
  let deployed = "";
  useOwnAccount(checkout);

  async function ask(hostName: string, path: string): Promise<unknown> {
    const { status, body } = await new EdgeSession(checkout.cloud(), hostName).get(path);
    expect(status).toBe(200);
    return JSON.parse(body);
  }

  it("are deployed together, with a secret that exists and one that is generated", async () => {
    const cloud = await checkout.start(domain);
    await new Account(cloud, environment).createSecret("twins/local/api-token", TOKEN);

    const ended = await deployApplication(checkout, environment);

    deployed = ended.output;
    expect(ended).toHaveEnded(0);
    for (const { key } of environment.services)
      expect(ended.output).toMatch(new RegExp(`infra-service-${key} +✓ applied`));
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

  it("hand over the generated secret, and neither what Terraform planned, kept or said holds it", async () => {
    const account = new Account(checkout.cloud(), environment);
    const value = await account.secret("twins/local/signing-key");
    expect(value).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(await ask(domain, "/api/")).toMatchObject({ signing_key: createHash("sha256").update(value).digest("hex") });
    const again = await checkout.cdktf(["deploy", "infra-data", "--auto-approve"]);
    expect(again.output).toMatch(/infra-data +✓ no changes/);
    expect(await account.secret("twins/local/signing-key")).toBe(value);
    const kept = await Promise.all(["data", "service-api"].map((stack) => account.state(stack)));
    for (const text of [deployed, again.output, ...kept, ...filesBelow(checkout.output)]) {
      expect(text).not.toContain(value);
    }
  });

  it("keep sessions in a cache, behind a password that neither a state nor a plan holds", async () => {
    const session = new EdgeSession(checkout.cloud());
    const visits = async () => JSON.parse((await session.get("/visits")).body) as unknown;
    expect([await visits(), await visits()]).toEqual([{ visits: 1 }, { visits: 2 }]);
    const account = new Account(checkout.cloud(), environment);
    const password = await account.secret("twins-local-sessions-password");
    const url = await account.secret("twins-local-sessions-url");
    expect(url).toBe(`rediss://default:${password}@${await cacheHost(account)}:6379/0?ssl_cert_reqs=none`);
    for (const text of [deployed, await account.state("data"), ...filesBelow(checkout.output)]) {
      expect(text).not.toContain(password);
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
    const ended = await checkout.cdktf(["diff", "infra", "--detailed-exitcode"]);
    expect(ended.output).not.toContain("Terraform will perform");
    expect(ended).toHaveEnded(0);
  });
});

async function cacheHost(account: Account): Promise<string> {
  const { resources } = JSON.parse(await account.state("data")) as {
    resources: { type: string; instances: { attributes: { primary_endpoint_address?: string } }[] }[];
  };
  const group = resources.find(({ type }) => type === "aws_elasticache_replication_group");
  return group?.instances[0]?.attributes.primary_endpoint_address ?? "";
}

/** The text of every file of a folder: configurations, plans and their reviews. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "latin1"));
}
