import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFolder } from "./cloud-record";
import { readRequestJournal } from "./request-journal";

describe("the journal of requests", () => {
  const root = mkdtempSync(join(tmpdir(), "journal-"));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("is empty where nothing was asked yet", () => {
    expect(readRequestJournal({ root, name: "new" })).toEqual({ checked: [], refused: [], unreadable: [] });
  });

  it("names each operation once, over all starts, and every refusal", () => {
    const lines = [
      { checked: "ecs:CreateService" },
      { checked: "ec2:CreateVpc" },
      { refused: "ecs:CreateService", message: "ClientException: no" },
      { refused: "ecs:CreateService", message: "ClientException: no" },
      { checked: "ecs:CreateService" },
      { unreadable: "ec2:CreateVpc", message: "ValueError: x" },
    ];
    const file = CloudFolder.make(root, "used").requestJournal;
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    expect(readRequestJournal({ root, name: "used" })).toEqual({
      checked: ["ec2:CreateVpc", "ecs:CreateService"],
      refused: ["ecs:CreateService: ClientException: no", "ecs:CreateService: ClientException: no"],
      unreadable: ["ec2:CreateVpc: ValueError: x"],
    });
  });
});
