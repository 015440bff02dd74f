import { createHash } from "node:crypto";
import type { DockerClient } from "./docker-client";

/** Marks the containers of one local cloud, so that it can remove them and no others. */
export const OWNER_LABEL = "local-cloud";
const CLOSE_PATIENCE_SECONDS = 5;

/** What the label of a cloud's containers says. */
export function ownerOf(root: string, name: string): string {
  return createHash("sha256").update(`${root}\n${name}`).digest("hex").slice(0, 16);
}

/** Ends the containers of a cloud, also those that an earlier supervisor of it started. Returns how many there were. */
export async function removeContainers(docker: DockerClient, owner: string): Promise<number> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`${OWNER_LABEL}=${owner}`] }));
  const containers = await docker.call<{ Id: string }[]>("GET", `/containers/json?all=1&filters=${filters}`);
  await Promise.all(
    containers.map(async ({ Id }) => {
      await docker.call("POST", `/containers/${Id}/stop?t=${CLOSE_PATIENCE_SECONDS}`).catch(() => undefined);
      await docker.call("DELETE", `/containers/${Id}?v=1&force=1`).catch(() => undefined);
    }),
  );
  return containers.length;
}
