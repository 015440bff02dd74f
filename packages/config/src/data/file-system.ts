import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import { constantCase } from "../naming";
import { absolutePath } from "../schema/absolute-path";
import { refusal } from "../schema/refusal";

// https://docs.aws.amazon.com/efs/latest/ug/API_LifecyclePolicy.html
const DAYS = [1, 7, 14, 30, 60, 90];

/** EFS file system that several tasks share. */
export const fileSystemKind = {
  title: "EFS file system: files that several tasks share and that outlive them",
  verbs: ["read", "read-write"],
  description: z.strictObject({
    kind: z.literal("fileSystem"),
    path: absolutePath
      .refine((path) => path !== "/tmp", {
        error: 'is empty at every start of a task; choose another path, like "/var/media"',
      })
      .describe("Where containers find it, also in the variable `KEY_PATH`: `/var/media`."),
    infrequentAccessAfterDays: z
      .number()
      .refine((days) => DAYS.includes(days), refusal(`is no time that EFS has; choose ${DAYS.join(", ")}`))
      .optional()
      .describe("Days after which a file that nobody read costs less to keep and more to read. Default: never."),
  }),
  place: z.strictObject({
    deletionProtected: z
      .boolean()
      .describe("Terraform refuses to delete the file system. AWS itself has no such protection."),
    backups: z.boolean().describe("AWS Backup keeps a copy of each day for five weeks; billed by size."),
  }),
  /** The names that AWS limits most, made of the file system's own. */
  // https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html
  limitedNames: (name: string) => [{ what: "file system", name, most: 64 }],
  /** Variables that a service which uses the file system gets. */
  variables: (key: string): string[] => [`${constantCase(key)}_PATH`],
} as const;

export type FileSystemDescription = DeepReadonly<Omit<z.input<typeof fileSystemKind.description>, "kind">>;

/** Files that several tasks share: `fileSystem({ path: "/var/media" })`. */
export function fileSystem(
  description: FileSystemDescription,
): FileSystemDescription & { readonly kind: "fileSystem" } {
  return { kind: "fileSystem", ...description };
}
