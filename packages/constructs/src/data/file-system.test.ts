import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { FileSystem, type FileSystemProps } from "./file-system";

const props: FileSystemProps = {
  name: "shop-test-media",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  zones: 2,
  deletionProtected: true,
  backups: true,
};

const made = (changes: Partial<FileSystemProps> = {}): Record<string, Record<string, Block>> =>
  oneStack((stack) => {
    new FileSystem(stack, "media", { ...props, ...changes });
  }).resource;

describe("FileSystem", () => {
  it("has addresses that are short nouns", () => {
    const addresses = Object.entries(made()).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${type}.${name}`),
    );
    expect(addresses.sort()).toEqual([
      "aws_efs_access_point.media_shared",
      "aws_efs_backup_policy.media_backups",
      "aws_efs_file_system.media",
      "aws_efs_file_system_policy.media_policy",
      "aws_efs_mount_target.media_zone_0",
      "aws_efs_mount_target.media_zone_1",
      "aws_security_group.media",
    ]);
  });

  it("is encrypted, and pays for what is read and written", () => {
    expect(made().aws_efs_file_system?.media).toMatchObject({ encrypted: true, throughput_mode: "elastic" });
  });

  it("is mounted over TLS and with rights of IAM only", () => {
    const policy = JSON.parse(made().aws_efs_file_system_policy?.media_policy?.policy);
    expect(policy.Id).toBe("1");
    expect(policy.Statement).toEqual([
      {
        Sid: "OverTlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientRootAccess",
          "elasticfilesystem:ClientWrite",
        ],
        Resource: ["${aws_efs_file_system.media.arn}"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("belongs to one user, whoever the container runs as", () => {
    expect(made().aws_efs_access_point?.media_shared).toMatchObject({
      posix_user: { uid: 1000, gid: 1000 },
      root_directory: { path: "/shared", creation_info: { owner_uid: 1000, owner_gid: 1000, permissions: "0755" } },
    });
  });

  it.each([
    [undefined, undefined],
    [1, [{ transition_to_ia: "AFTER_1_DAY" }]],
    [30, [{ transition_to_ia: "AFTER_30_DAYS" }]],
  ])("moves what nobody read to cheaper storage as asked for: %s", (infrequentAccessAfterDays, policy) => {
    expect(made({ infrequentAccessAfterDays }).aws_efs_file_system?.media?.lifecycle_policy).toEqual(policy);
  });

  it("lets in nobody by itself", () => {
    expect(made().aws_vpc_security_group_ingress_rule).toBeUndefined();
  });
});
