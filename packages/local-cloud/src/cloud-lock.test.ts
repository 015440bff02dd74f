import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whileAlone } from "./cloud-lock";
import { CloudFolder } from "./cloud-record";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lock-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("starts and stops of one cloud", () => {
  it("come one after the other, and the second is told that it waits", async () => {
    const events: string[] = [];
    let finish = () => {};
    const first = whileAlone(
      CloudFolder.make(root, "one"),
      (line) => events.push(line),
      async () => {
        events.push("first begins");
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        events.push("first ends");
      },
    );
    while (events.length === 0) await new Promise(setImmediate);
    const second = whileAlone(
      CloudFolder.make(root, "one"),
      (line) => {
        events.push(line);
        finish();
      },
      async () => events.push("second"),
    );
    await Promise.all([first, second]);
    expect(events).toEqual([
      "first begins",
      "another command starts or stops the local cloud; waiting for it …",
      "first ends",
      "second",
    ]);
  });

  it("do not wait for those of another cloud, and not for one that failed", async () => {
    const waited: string[] = [];
    const alone = (name: string, work: () => Promise<unknown>) =>
      whileAlone(CloudFolder.make(root, name), (line) => waited.push(line), work);
    await alone("one", () => alone("other", async () => undefined));
    await expect(alone("one", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await alone("one", async () => undefined);
    expect(waited).toEqual([]);
  });
});
