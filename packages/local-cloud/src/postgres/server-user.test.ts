import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asServerUser } from "./server-user";

const nobody = { uid: 65_534, gid: 65_534 };

describe("the user of a database's server", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "server-user-"));
    mkdirSync(join(folder, "data"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const launch = (user: typeof nobody | undefined) => asServerUser(user, "/bin/ls", ["-l"], join(folder, "data"));

  it("is whoever works here, unless that is root", () => {
    expect(launch(undefined)).toEqual({ file: "/bin/ls", args: ["-l"], options: {} });
  });

  it("is nobody for root, where everybody may enter", () => {
    chmodSync(folder, 0o755);
    expect(launch(nobody)).toEqual({ file: "/bin/ls", args: ["-l"], options: nobody });
  });

  it("is a nobody whom no folder keeps out, or says which folder does", () => {
    const path = process.env.PATH;
    // A machine without setpriv.
    process.env.PATH = folder;
    try {
      expect(() => launch(nobody)).toThrow(
        `Postgres does not run as root, and another user may not enter ${folder}; work as a user of your own, or move the checkout to a folder that everybody may enter`,
      );
    } finally {
      process.env.PATH = path;
    }
  });
});
