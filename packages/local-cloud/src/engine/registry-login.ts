import type { EmulatorAddress } from "../cloud-record";
import type { EngineRequest } from "./engine-server";

/**
 * The header with which a Docker engine logs in where it pulls an image from this cloud's registry; none for others.
 * https://docs.docker.com/reference/api/engine/version/v1.41/#section/Authentication
 */
export function registryLogin({ path, query }: EngineRequest, { port, accessKey }: EmulatorAddress) {
  const [, described] = /^\/distribution\/(.+)\/json$/.exec(path) ?? [];
  const image = path === "/images/create" ? query.get("fromImage") : described && decodeURIComponent(described);
  const serveraddress = `localhost:${port}`;
  if (!image?.startsWith(`${serveraddress}/`)) return {};
  const login = { username: "AWS", password: accessKey, serveraddress };
  // Go's decoder wants the padding that Node's base64url leaves out.
  const encoded = Buffer.from(JSON.stringify(login)).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
  return { "x-registry-auth": encoded };
}
