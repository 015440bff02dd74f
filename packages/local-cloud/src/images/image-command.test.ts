import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudError } from "../cloud-error";
import { dockerfileSettings } from "./dockerfile";
import { imageCommand } from "./image-command";

let source: string;
beforeEach(() => {
  source = mkdtempSync(join(tmpdir(), "image-command-"));
});
afterEach(() => rmSync(source, { recursive: true, force: true }));

function commandOf(files: { readonly Procfile?: string; readonly Dockerfile?: string }, command?: readonly string[]) {
  if (files.Procfile !== undefined) writeFileSync(join(source, "Procfile"), files.Procfile);
  const dockerfile =
    files.Dockerfile === undefined ? undefined : dockerfileSettings(`FROM python\n${files.Dockerfile}`);
  return imageCommand({ source, dockerfile, command, processType: "web" });
}

describe("what an image runs", () => {
  it("is what the caller gives, before anything else", () => {
    expect(commandOf({ Procfile: "web: p", Dockerfile: "CMD d" }, ["c", "1"])).toEqual(["c", "1"]);
  });

  it("is the Procfile's line before the Dockerfile's command", () => {
    expect(commandOf({ Procfile: "worker: w\nweb: p -a && q", Dockerfile: "CMD d" })).toBe("p -a && q");
  });

  it.each([
    ["CMD gunicorn app", "gunicorn app"],
    ['CMD ["gunicorn", "app"]', ["gunicorn", "app"]],
    ['ENTRYPOINT ["./entry.sh"]\nCMD ["gunicorn"]', ["gunicorn"]],
    ['ENTRYPOINT ["./entry.sh"]\nCMD gunicorn app', ["sh", "-c", "gunicorn app"]],
    ['ENTRYPOINT ["gunicorn", "app"]', []],
  ])("is the Dockerfile's command where there is no Procfile: %j", (Dockerfile, command) => {
    expect(commandOf({ Dockerfile })).toEqual(command);
    expect(commandOf({ Procfile: "worker: w", Dockerfile }, [])).toEqual(command);
  });

  it("is missed with every remedy, and what the Procfile has instead", () => {
    const remedies = "add CMD to its Dockerfile, or give its service a command";
    expect(() => commandOf({})).toThrow(
      new CloudError(
        `${source}: nothing says what its image runs; add a line "web: COMMAND" to its Procfile, ${remedies}`,
      ),
    );
    expect(() => commandOf({ Procfile: "release: r\nworker: w\n", Dockerfile: "CMD []" })).toThrow(
      `to its Procfile (which has release, worker), ${remedies}`,
    );
  });

  it("is not guessed where a Procfile cannot be read", () => {
    mkdirSync(join(source, "Procfile"));
    expect(() => commandOf({ Dockerfile: "CMD d" })).toThrow("Procfile: cannot be read (EISDIR)");
  });
});
