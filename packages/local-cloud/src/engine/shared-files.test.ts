import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SharedFiles, withSharedFiles } from "./shared-files";

const folder = mkdtempSync(join(tmpdir(), "volumes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mountPoints = [
  { sourceVolume: "web-tmp", containerPath: "/tmp", readOnly: false },
  { sourceVolume: "media", containerPath: "/var/media", readOnly: true },
];
const mounts = new SharedFiles(folder).mounts({ mountPoints }, new Set(["media"]));

describe("the file system of a task", () => {
  it("is a folder of this machine, unlike volumes that end with the task", () => {
    expect(mounts).toEqual([{ folder: join(folder, "media"), containerPath: "/var/media", readOnly: true }]);
    expect(existsSync(join(folder, "media"))).toBe(true);
  });

  it("is found under that folder in variables, and nothing else is", () => {
    const given = ["MEDIA_PATH=/var/media", "LOGO=/var/media/logo.png", "OTHER=/var/mediathek", "QUERY=a=/var/media"];
    expect(withSharedFiles(given, mounts)).toEqual([
      `MEDIA_PATH=${folder}/media`,
      `LOGO=${folder}/media/logo.png`,
      "OTHER=/var/mediathek",
      "QUERY=a=/var/media",
    ]);
  });
});
