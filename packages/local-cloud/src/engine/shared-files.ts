import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ContainerDefinition } from "@aws-sdk/client-ecs";

/** A file system of the account that is mounted into a container. */
export interface SharedMount {
  /** Folder of this machine. */
  readonly folder: string;
  readonly containerPath: string;
  readonly readOnly: boolean;
}

/** The files that tasks share and that outlive them, in folders of this machine: one for each file system. */
export class SharedFiles {
  constructor(private readonly path: string) {}

  /** @param fileSystems Names of the task's volumes that are file systems. */
  mounts({ mountPoints = [] }: ContainerDefinition, fileSystems: ReadonlySet<string>): SharedMount[] {
    return mountPoints.flatMap(({ sourceVolume = "", containerPath, readOnly = false }) => {
      if (!containerPath || !fileSystems.has(sourceVolume)) return [];
      const folder = join(this.path, sourceVolume);
      mkdirSync(folder, { recursive: true });
      // Containers have users of their own; an access point of EFS makes them all one.
      chmodSync(folder, 0o777);
      return [{ folder, containerPath, readOnly }];
    });
  }
}

/** Variables, `NAME=value`, in which a path of a shared folder in the container is that folder's on this machine. */
export function withSharedFiles(variables: readonly string[], mounts: readonly SharedMount[]): string[] {
  return variables.map((variable) => {
    const [name = "", ...rest] = variable.split("=");
    const value = rest.join("=");
    const mount = mounts.find(({ containerPath }) => value === containerPath || value.startsWith(`${containerPath}/`));
    return mount ? `${name}=${mount.folder}${value.slice(mount.containerPath.length)}` : variable;
  });
}
