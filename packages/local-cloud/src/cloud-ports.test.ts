import { CloudError } from "./cloud-error";
import { askedPorts, chooseCloudPorts } from "./cloud-ports";
import { serveOnLoopback } from "./fixtures/loopback-server";
import { freePort } from "./process/ports";

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
    const chosen = await chooseCloudPorts({ http });
    expect(chosen).toMatchObject({ http });
    expect(new Set(Object.values(chosen)).size).toBe(4);
  });

  it.each([
    ["gateway", "AWS emulator", "LOCAL_AWS_PORT"],
    ["http", "http", "LOCAL_HTTP_PORT"],
    ["https", "https", "LOCAL_HTTPS_PORT"],
  ])("in use are refused with the variable that asks for another: %s", async (name, purpose, variable) => {
    const { port, close } = await serveOnLoopback(() => undefined);
    try {
      await expect(chooseCloudPorts({ [name]: port })).rejects.toThrow(
        new RegExp(`^port ${port} \\(${purpose}\\) is in use.*, or set ${variable} to another port$`),
      );
    } finally {
      close();
    }
  });
});
