import { constantCase } from "../stack/constant-case";
import { text } from "../stack/contract";
import { pascalCase } from "../stack/pascal-case";
import { type DataKind, published } from "./data-kind";
import { FILE_SYSTEM_PORT, type FileSystem } from "./file-system";
import { noGrant } from "./grant";

export type FileSystemVerb = "read" | "read-write";

export interface FileSystemDescription {
  /** Where containers find it. */
  readonly path: string;
}

// https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
const ACTIONS: Readonly<Record<FileSystemVerb, readonly string[]>> = {
  read: ["ClientMount"],
  "read-write": ["ClientMount", "ClientWrite"],
};

/** EFS file systems: a volume at their path, the path as `MEDIA_PATH`, and the right to mount them through their access point. */
export const fileSystemKind: DataKind<FileSystemVerb, FileSystem, FileSystemDescription> = {
  verbs: ["read", "read-write"],

  outputs: (key) => ({
    [`${key}FileSystemId`]: text(`EFS file system ${key}`),
    [`${key}FileSystemArn`]: text(`ARN of the EFS file system ${key}`),
    [`${key}AccessPointId`]: text(`Access point of the EFS file system ${key}`),
    [`${key}AccessPointArn`]: text(`ARN of the access point of the EFS file system ${key}`),
    [`${key}SecurityGroupId`]: text(`Security group of the mount targets of ${key}`),
  }),

  values: (key, { fileSystem, accessPoint, securityGroup }) => ({
    [`${key}FileSystemId`]: fileSystem.id,
    [`${key}FileSystemArn`]: fileSystem.arn,
    [`${key}AccessPointId`]: accessPoint.id,
    [`${key}AccessPointArn`]: accessPoint.arn,
    [`${key}SecurityGroupId`]: securityGroup.id,
  }),

  grant: (verb, key, outputs, { path }) => ({
    ...noGrant,
    statements: [
      {
        sid: `${pascalCase(key)}${pascalCase(verb)}`,
        actions: ACTIONS[verb].map((action) => `elasticfilesystem:${action}`),
        resources: [published(outputs, `${key}FileSystemArn`)],
        conditions: {
          StringEquals: { "elasticfilesystem:AccessPointArn": published(outputs, `${key}AccessPointArn`) },
        },
      },
    ],
    variables: { [`${constantCase(key)}_PATH`]: path },
    connections: [
      {
        id: key,
        description: `Files of ${key}`,
        securityGroupId: published(outputs, `${key}SecurityGroupId`),
        port: FILE_SYSTEM_PORT,
      },
    ],
    volumes: [
      {
        name: key,
        path,
        fileSystemId: published(outputs, `${key}FileSystemId`),
        accessPointId: published(outputs, `${key}AccessPointId`),
        readOnly: verb === "read",
      },
    ],
  }),
};
