import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { CloudError } from "../cloud-error";
import { choosePorts, freePort, isFree, listens, type PortWish } from "./ports";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A port that somebody listens on. */
async function takenPort(host = "127.0.0.1"): Promise<number> {
  const server = createServer().listen(0, host);
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}

function asking(port: number, variable = "LOCAL_HTTPS_PORT"): PortWish {
  return { purpose: "https", asked: { port, variable }, preferred: 8443 };
}

describe("ports", () => {
  it("are free when nothing listens there, on every address of the machine", async () => {
    const free = await freePort();
    expect([await isFree(free), await listens(free)]).toEqual([true, false]);
    const taken = await takenPort();
    expect([await isFree(taken), await listens(taken)]).toEqual([false, true]);
    expect(await isFree(await takenPort("0.0.0.0"))).toBe(false);
  });

  it("are the ones that were asked for", async () => {
    const asked = await freePort();
    expect(await choosePorts({ https: asking(asked) })).toEqual({ https: asked });
  });

  it("are the usual ones, or any where those are taken", async () => {
    const preferred = await freePort();
    expect(await choosePorts({ https: { purpose: "https", preferred } })).toEqual({ https: preferred });
    const taken = await takenPort();
    const { https } = await choosePorts({ https: { purpose: "https", preferred: taken } });
    expect(https).not.toBe(taken);
    expect(await isFree(https)).toBe(true);
  });

  it("are never given twice, and those that were asked for first", async () => {
    const [first, second] = [await freePort(), await freePort()];
    const chosen = await choosePorts({
      gateway: { purpose: "gateway", preferred: first },
      any: { purpose: "any" },
      http: { purpose: "http", preferred: second },
      https: asking(first),
    });
    expect(chosen).toEqual({ gateway: expect.any(Number), any: expect.any(Number), http: second, https: first });
    expect(new Set(Object.values(chosen)).size).toBe(4);
  });

  it("are refused when the same one is asked for twice, naming both variables", async () => {
    const asked = await freePort();
    const choice = choosePorts({ http: asking(asked, "LOCAL_HTTP_PORT"), https: asking(asked) });
    await expect(choice).rejects.toThrow(
      new CloudError(`LOCAL_HTTP_PORT and LOCAL_HTTPS_PORT both ask for port ${asked}; give one of them another port`),
    );
  });

  it("in use are refused with the port, the program that listens and the variable to set", async () => {
    const script = "s=require('net').createServer().listen(0,'127.0.0.1',()=>console.log(s.address().port))";
    const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    try {
      const [data] = await once(child.stdout, "data");
      const asked = Number(`${data}`);
      const who = process.platform === "linux" ? ` by node \\(process ${child.pid}\\); end it` : "; .* tells by whom";
      await expect(choosePorts({ https: asking(asked) })).rejects.toThrow(
        new RegExp(`^port ${asked} \\(https\\) is in use${who}.*, or set LOCAL_HTTPS_PORT to another port$`),
      );
    } finally {
      child.kill();
      await once(child, "exit");
    }
  });
});
