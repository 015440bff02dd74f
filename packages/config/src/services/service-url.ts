import type { WebService } from "./index";

/** Where a web service answers: its first host, and the beginning of its first path where it has only some of the host's. */
export function serviceUrl({ hostNames, routes }: Pick<WebService, "hostNames" | "routes">): string {
  const [pattern = "/"] = routes.filter(({ hidden }) => !hidden).flatMap(({ paths }) => paths);
  const [beginning = ""] = pattern.split(/[*?]/);
  return `https://${hostNames[0]}${beginning.startsWith("/") ? beginning : "/"}`;
}
