import type { ContainerSettings } from "./container";

/** Containers so that each stands behind those it waits for; else as they come. ECS does not mind, readers do. */
export function inStartOrder<One extends Pick<ContainerSettings, "name" | "dependsOn">>(
  containers: readonly One[],
): readonly One[] {
  const ordered = new Set<One>();
  const place = (container: One, waiting: readonly One[]): void => {
    if (waiting.includes(container)) {
      throw new Error(`${[...waiting, container].map(({ name }) => name).join(" waits for ")}: none of them can start`);
    }
    const awaited = Object.keys(container.dependsOn ?? {});
    const missing = awaited.find((name) => containers.every((one) => one.name !== name));
    if (missing !== undefined) throw new Error(`"${container.name}" waits for "${missing}", which is not in the task`);
    for (const one of containers) if (awaited.includes(one.name)) place(one, [...waiting, container]);
    ordered.add(container);
  };
  for (const container of containers) place(container, []);
  return [...ordered];
}
