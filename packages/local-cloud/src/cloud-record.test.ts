import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { identify } from "@app/processes";
import { findCloud, stopCloud } from "./cloud";
import { type Cloud, CloudFolder } from "./cloud-record";

let root: string;
let folder: CloudFolder;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cloud-record-"));
  folder = CloudFolder.make(root, "test");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function cloud(supervisor = identify(process.pid)): Cloud {
  return {
    name: "test",
    runtime: "process",
    port: 1,
    autoscalingPort: 2,
    httpPort: 3,
    httpsPort: 4,
    domain: "flask.localhost",
    caFile: "/ca.pem",
    accessKey: "test",
    supervisor,
  };
}

describe("the record of a cloud", () => {
  it("is found by later commands while its supervisor runs", () => {
    folder.writeCloud(cloud());
    expect(findCloud({ root, name: "test" })).toEqual(cloud());
    expect(findCloud({ root, name: "other" })).toBeUndefined();
  });

  it("counts for nothing when the supervisor has ended, and stopping it does nothing", async () => {
    const child = spawn("sleep", ["60"]);
    folder.writeCloud(cloud(identify(child.pid ?? 0)));
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(findCloud({ root, name: "test" })).toBeUndefined();
    expect(await stopCloud({ root, name: "test" })).toBe(false);
  });

  it("counts for nothing when another process got the supervisor's number", async () => {
    folder.writeCloud(cloud({ ...identify(process.pid), startedAt: "1" }));
    expect(findCloud({ root, name: "test" })).toBeUndefined();
    expect(await stopCloud({ root, name: "test" })).toBe(false);
  });

  it.each(["", "{", "null", "[]", "{}", '"text"', '{"supervisor":{}}', '{"supervisor":{"pid":"1","startedAt":1}}'])(
    "counts for nothing when it holds %j",
    (content) => {
      writeFileSync(join(folder.path, "cloud.json"), content);
      expect(findCloud({ root, name: "test" })).toBeUndefined();
    },
  );

  it("keeps the ports when what was running is forgotten", () => {
    const ports = { gateway: 1, autoscaling: 2, http: 3, https: 4 };
    folder.writePorts(ports);
    folder.forget();
    expect(folder.readPorts()).toEqual(ports);
  });

  it.each(["", "null", "[]", '"text"', '{"http":"80","https":0,"gateway":70000}'])(
    "knows no ports of the last run when they are %j",
    (content) => {
      writeFileSync(join(folder.path, "ports.json"), content);
      expect(folder.readPorts()).toEqual({});
    },
  );

  it("leaves no unfinished file behind", () => {
    folder.writeCloud(cloud());
    expect(readdirSync(folder.path)).toEqual(["aws.env", "cloud.json", "postgres"]);
  });

  it("brings the variables that lead to it in a file that its owner alone may read, as long as it runs", () => {
    folder.writeCloud(cloud());
    expect(readFileSync(folder.variables, "utf8")).toContain("AWS_ENDPOINT_URL=http://127.0.0.1:1\n");
    expect(readFileSync(folder.variables, "utf8")).toContain("AWS_ACCESS_KEY_ID=test\n");
    expect(statSync(folder.variables).mode & 0o777).toBe(0o600);
    folder.forget();
    expect(readdirSync(folder.path)).toEqual(["postgres"]);
  });
});

describe("the key of a cloud", () => {
  it("is made once, is no other cloud's, and nobody but its owner may read it", () => {
    const key = folder.accessKey();
    expect(key).toMatch(/^[0-9a-f]{40}$/);
    expect(folder.accessKey()).toBe(key);
    expect(CloudFolder.make(root, "other").accessKey()).not.toBe(key);
    expect(readdirSync(folder.path)).toEqual(["access-key", "postgres"]);
    expect(statSync(join(folder.path, "access-key")).mode & 0o777).toBe(0o600);
  });
});
