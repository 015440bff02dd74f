import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildProcessImage } from "./build-process-image";

/** In place of Python: says its version, makes an environment that holds itself, and installs nothing. */
const PYTHON = `#!/bin/sh
case "$2" in
  venv) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  pip) ;;
  *) echo 3.12 ;;
esac
`;
const FILES = ["Procfile", "requirements.txt", "src/app.py", "start.sh"];

let root: string;
let source: string;
let python: string | undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "build-"));
  source = join(root, "source");
  python = process.env.PYTHON;
  process.env.PYTHON = write("python3", PYTHON, 0o755);
  write("source/Procfile", "web: gunicorn app\n");
  write("source/requirements.txt", "flask==3\n");
  write("source/src/app.py", "app = 1\n");
  write("source/start.sh", "#!/bin/sh\n", 0o755);
  write("source/not-copied.txt", "");
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
  if (python === undefined) delete process.env.PYTHON;
  else process.env.PYTHON = python;
});

function write(file: string, content: string, mode = 0o644): string {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

async function build(files: readonly string[] = FILES) {
  const progress: string[] = [];
  const onProgress = (line: string) => progress.push(line);
  return { image: await buildProcessImage({ root, name: "local/flask", source, files, onProgress }), progress };
}

describe("an image that runs as a process", () => {
  it("is a snapshot of the named files, with the command of the Procfile and its own Python", async () => {
    const { image } = await build();
    expect(image).toMatchObject({ command: "gunicorn app", uri: `local/flask@${image.digest}` });
    expect(image.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(existsSync(join(image.bin, "python"))).toBe(true);
    write("source/src/app.py", "app = 2\n");
    expect(readFileSync(join(image.workingDirectory, "src/app.py"), "utf8")).toBe("app = 1\n");
    expect(existsSync(join(image.workingDirectory, "not-copied.txt"))).toBe(false);
  });

  it("is built once: the second build does nothing and names the same digest", async () => {
    const first = await build();
    expect(first.progress).toHaveLength(2);
    const second = await build([...FILES].reverse());
    expect(second).toEqual({ image: first.image, progress: [] });
  });

  it.each<[string, () => unknown]>([
    ["a file", () => write("source/src/app.py", "app = 2\n")],
    ["the command", () => write("source/Procfile", "web: gunicorn --preload app\n")],
    ["the requirements", () => write("source/requirements.txt", "flask==4\n")],
    ["whether a file can be run", () => chmodSync(join(source, "start.sh"), 0o644)],
  ])("is another one when %s changes", async (_, change) => {
    const { image } = await build(FILES.slice(2));
    change();
    expect((await build(FILES.slice(2))).image.digest).not.toBe(image.digest);
  });

  it("shares its Python with images of the same requirements", async () => {
    const { image } = await build();
    write("source/src/app.py", "app = 2\n");
    const second = await build();
    expect(second.image.bin).toBe(image.bin);
    expect(second.progress).toHaveLength(1);
    write("source/requirements.txt", "flask==4\n");
    expect((await build()).image.bin).not.toBe(image.bin);
  });

  it("holds links and empty folders as they are", async () => {
    symlinkSync("src/app.py", join(source, "link.py"));
    mkdirSync(join(source, "data"));
    const { image } = await build([...FILES, "link.py", "data"]);
    write("source/src/app.py", "app = 2\n");
    expect(readlinkSync(join(image.workingDirectory, "link.py"))).toBe("src/app.py");
    expect(readFileSync(join(image.workingDirectory, "link.py"), "utf8")).toBe("app = 1\n");
    expect(existsSync(join(image.workingDirectory, "data"))).toBe(true);
  });

  it("has the settings of the Dockerfile, and its command where there is no Procfile", async () => {
    rmSync(join(source, "Procfile"));
    write("source/Dockerfile", 'FROM python\nWORKDIR /srv\nENV A=1\nENTRYPOINT ["sh"]\nCMD ["start.sh"]\n');
    const { image } = await build(FILES.slice(1));
    const settings = { workdir: "/srv", environment: { A: "1" }, entryPoint: ["sh"], command: ["start.sh"] };
    expect(image).toMatchObject(settings);
  });

  it("runs in /app and has nothing of a Dockerfile where there is none", async () => {
    expect((await build()).image).toMatchObject({ workdir: "/app", environment: {}, entryPoint: [] });
  });

  it("runs another process type of the Procfile, or the command that is given", async () => {
    write("source/Procfile", "web: gunicorn app\nworker: celery worker\n");
    const options = { root, name: "local/flask", source, files: FILES, onProgress: () => undefined };
    const worker = await buildProcessImage({ ...options, processType: "worker" });
    const given = await buildProcessImage({ ...options, command: ["flask", "report"] });
    expect([worker.command, given.command]).toEqual(["celery worker", ["flask", "report"]]);
    expect(new Set([worker.digest, given.digest]).size).toBe(2);
  });

  it("is built once when several ask for it at the same time", async () => {
    const builds = await Promise.all([build(), build(), build()]);
    expect(builds.flatMap(({ progress }) => progress).filter((line) => line.startsWith("installing"))).toHaveLength(1);
    for (const { image } of builds) expect(image).toEqual(builds[0]?.image);
    const kept = readdirSync(join(root, ".local/images")).map((name) => name.split("-")[0]);
    expect(kept.sort()).toEqual(["python", "sha256"]);
  });

  it("is refused when a named file is not there", async () => {
    await expect(build([...FILES, "absent.py"])).rejects.toThrow(
      `${join(source, "absent.py")}: cannot be read (ENOENT)`,
    );
    rmSync(join(source, "requirements.txt"));
    await expect(build()).rejects.toThrow(`${join(source, "requirements.txt")}: cannot be read (ENOENT)`);
  });
});
