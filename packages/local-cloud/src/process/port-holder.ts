import { readFileSync, readlinkSync } from "node:fs";
import { fileFolders, list, processNumbers } from "@app/processes";

/** A process that listens on a port. */
export interface PortHolder {
  readonly pid: number;
  /** Name of its program. */
  readonly name: string;
}

const LISTENING = "0A";

/** Who listens on a TCP port of this machine; undefined where that is not for this user to see, or not Linux. */
export function portHolder(port: number): PortHolder | undefined {
  const sockets = new Set(listeningSockets(port).map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return undefined;
  const pid = processNumbers().find((number) => openFiles(number).some((file) => sockets.has(file)));
  return pid === undefined ? undefined : { pid, name: read(`/proc/${pid}/comm`).trim() };
}

/** Inodes of the sockets that listen on the port. */
function listeningSockets(port: number): string[] {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return ["/proc/net/tcp", "/proc/net/tcp6"]
    .flatMap((file) => read(file).split("\n"))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, address, , state]) => address?.endsWith(local) && state === LISTENING)
    .flatMap((fields) => fields[9] ?? []);
}

function openFiles(pid: number): string[] {
  return fileFolders(pid).flatMap((folder) => list(folder).flatMap((name) => target(`${folder}/${name}`)));
}

function target(link: string): string[] {
  try {
    return [readlinkSync(link)];
  } catch {
    return []; // closed in between
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
