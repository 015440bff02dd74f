import { CloudError } from "./cloud-error";
import { type AskedPorts, askedPorts, type CloudPorts, chooseCloudPorts } from "./cloud-ports";
import { serveOnLoopback } from "./fixtures/loopback-server";
import { freePort } from "./process/ports";

/** Chooses ports; tells what was reported, too. */
async function choose(asked: AskedPorts, before?: Partial<CloudPorts>) {
  const progress: string[] = [];
  const ports = await chooseCloudPorts({ asked, before, onProgress: (line) => progress.push(line) });
  return { ...ports, progress };
}

describe("ports of a cloud", () => {
  it("are asked for in variables", () => {
    expect(askedPorts({ LOCAL_AWS_PORT: "4567", LOCAL_HTTPS_PORT: "443", LOCAL_HTTP_PORT: "" })).toEqual({
      gateway: 4567,
      https: 443,
    });
    expect(askedPorts({})).toEqual({});
  });

  it.each(["x", "0", "65536", "80.5", "-1"])("are not %s", (text) => {
    expect(() => askedPorts({ LOCAL_HTTP_PORT: text })).toThrow(
      new CloudError(`LOCAL_HTTP_PORT: "${text}" is no port; use a number from 1 to 65535`),
    );
  });

  it("are four different ones, among them those that were asked for", async () => {
    const http = await freePort();
    const chosen = await choose({ http });
    const { progress, ...ports } = chosen;
    expect(ports).toMatchObject({ http });
    expect(new Set(Object.values(ports)).size).toBe(4);
    expect(progress).toEqual([]);
  });

  it("are those of the last run, but for the ones that are asked for now", async () => {
    const [gateway, autoscaling, http, https, asked] = await Promise.all([1, 2, 3, 4, 5].map(freePort));
    const before = { gateway, autoscaling, http, https } as CloudPorts;
    expect(await choose({}, before)).toEqual({ ...before, progress: [] });
    expect(await choose({ http: asked ?? 0 }, before)).toEqual({ ...before, http: asked, progress: [] });
  });

  it("are others where those of the last run are taken, which is said", async () => {
    const { port, close } = await serveOnLoopback(() => undefined);
    try {
      const { https, progress } = await choose({}, { https: port });
      expect(https).not.toBe(port);
      expect(progress).toEqual([
        expect.stringMatching(new RegExp(`^port ${port} \\(https\\) of the last run is in use.*; now it is ${https}$`)),
      ]);
    } finally {
      close();
    }
  });

  it.each([
    ["gateway", "AWS emulator", "LOCAL_AWS_PORT"],
    ["http", "http", "LOCAL_HTTP_PORT"],
    ["https", "https", "LOCAL_HTTPS_PORT"],
  ])("in use are refused with the variable that asks for another: %s", async (name, purpose, variable) => {
    const { port, close } = await serveOnLoopback(() => undefined);
    try {
      await expect(choose({ [name]: port })).rejects.toThrow(
        new RegExp(`^port ${port} \\(${purpose}\\) is in use.*, or set ${variable} to another port$`),
      );
    } finally {
      close();
    }
  });
});
