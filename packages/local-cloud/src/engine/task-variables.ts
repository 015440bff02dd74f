import { delimiter } from "node:path";
import type { ProcessImage } from "../images/image-store";
import type { TaskFolder } from "./task-folder";

/** Variables of this machine that a program needs to run at all; everything else comes from the task definition. */
const INHERITED = ["LANG", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"];
const GUNICORN = "GUNICORN_CMD_ARGS";
const GUNICORN_BIND = /(?:^|\s)(?:--bind|-b)[\s=]*\S+/g;

export interface TaskVariablesOptions {
  readonly image: ProcessImage;
  readonly folder: TaskFolder;
  /** The task's own. */
  readonly port: number;
  /** `NAME=value`, as Docker's API has them. */
  readonly given: readonly string[];
}

/** The environment of a task's process, and of its health check. */
export function taskVariables({ image, folder, port, given }: TaskVariablesOptions): Record<string, string> {
  const inherited = INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  const ofImage = Object.entries(image.environment).map(([name, value]) => [name, placed(value, folder)]);
  const own: Record<string, string> = Object.fromEntries([...inherited, ...ofImage, ...given.map(nameAndValue)]);
  return {
    ...own,
    PATH: [image.bin, "/usr/local/bin", "/usr/bin", "/bin"].join(delimiter),
    HOME: folder.scratch,
    TMPDIR: folder.scratch,
    PORT: `${port}`,
    // gunicorn reads it over its configuration file, and stays on loopback: https://docs.gunicorn.org/en/stable/settings.html
    // A second --bind would be a second address.
    [GUNICORN]: [own[GUNICORN]?.replaceAll(GUNICORN_BIND, ""), `--bind=127.0.0.1:${port}`].filter(Boolean).join(" "),
    // Its files would lie between the application's own.
    PYTHONDONTWRITEBYTECODE: "1",
  };
}

/** A path, or a list of paths, in which those of the image's work folder are the task's. */
function placed(value: string, folder: TaskFolder): string {
  const places = value.split(":").map((path) => (path.startsWith("/") ? folder.place(path) : path));
  return places.join(":");
}

function nameAndValue(entry: string): [string, string] {
  const [name = "", ...value] = entry.split("=");
  // The name under which a container reaches this machine.
  return [name, value.join("=").replaceAll("host.docker.internal", "127.0.0.1")];
}
