import type { CheckedApplication } from "./check-application";
import type { Refusal } from "./configuration-error";

type Found = Omit<Refusal, "file">;
type Service = CheckedApplication["services"][string];

/** What is wrong about where a service finds its file systems: a path holds one thing. */
export function mountRefusals({ data }: CheckedApplication, service: Service): Found[] {
  const taken = new Map<string, string>(service.writablePaths.map((path) => [path, "writablePaths"]));
  return Object.keys(service.uses).flatMap((key): Found[] => {
    const store = data[key];
    if (store?.kind !== "fileSystem") return [];
    const earlier = taken.get(store.path);
    taken.set(store.path, earlier ?? `data.${key}`);
    if (earlier === undefined) return [];
    const remedy = earlier === "writablePaths" ? "remove it there" : "give one of them another path";
    return [{ path: ["uses", key], message: `"${store.path}" is taken by ${earlier} already; ${remedy}` }];
  });
}
