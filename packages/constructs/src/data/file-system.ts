import { EfsAccessPoint } from "@cdktf/provider-aws/lib/efs-access-point";
import { EfsBackupPolicy } from "@cdktf/provider-aws/lib/efs-backup-policy";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsFileSystemPolicy } from "@cdktf/provider-aws/lib/efs-file-system-policy";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { ReplaceableSecurityGroup } from "../network/replaceable-security-group";
import { policyDocument } from "../policy/policy-document";

export interface FileSystemProps {
  readonly name: string;
  readonly vpcId: string;
  /** Subnets of the tasks, one in each zone: each gets a mount target. */
  readonly subnetIds: readonly string[];
  /** How many subnets there are, which the list of another stack does not tell while the plan is made. */
  readonly zones: number;
  /** Days after which a file that nobody read moves to cheaper storage: 1, 7, 14, 30, 60, 90. Default: never. */
  readonly infrequentAccessAfterDays?: number;
  /** Terraform refuses to delete it. */
  readonly deletionProtected: boolean;
  /** A copy of each day by AWS Backup's default plan, billed by size. */
  readonly backups: boolean;
}

/** NFS. */
export const FILE_SYSTEM_PORT = 2049;
/** Everything belongs to one user, whoever the container runs as. */
const OWNER = 1000;

/** An encrypted EFS file system with one access point. Without rights of IAM and without TLS nobody mounts it. */
export class FileSystem extends Construct {
  readonly fileSystem: EfsFileSystem;
  readonly accessPoint: EfsAccessPoint;
  readonly securityGroup: SecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FileSystemProps,
  ) {
    super(scope, id);
    const { name, infrequentAccessAfterDays: days } = props;
    this.fileSystem = new EfsFileSystem(this, "FileSystem", {
      creationToken: name,
      encrypted: true,
      throughputMode: "elastic",
      ...(days ? { lifecyclePolicy: [{ transitionToIa: `AFTER_${days}_DAY${days === 1 ? "" : "S"}` }] } : {}),
      tags: { Name: name },
      lifecycle: { preventDestroy: props.deletionProtected },
    });
    this.requireTls();
    this.accessPoint = this.sharedFolder();
    this.securityGroup = this.mountTargets();
    new EfsBackupPolicy(this, "backups", {
      fileSystemId: this.fileSystem.id,
      backupPolicy: { status: props.backups ? "ENABLED" : "DISABLED" },
    });
  }

  /** With a policy, only what IAM allows is allowed; without one, whoever reaches a mount target may do everything. */
  // https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
  private requireTls(): void {
    new EfsFileSystemPolicy(this, "policy", {
      fileSystemId: this.fileSystem.id,
      policy: policyDocument(
        [
          {
            sid: "OverTlsOnly",
            effect: "Deny",
            principals: "*",
            actions: [
              "elasticfilesystem:ClientMount",
              "elasticfilesystem:ClientRootAccess",
              "elasticfilesystem:ClientWrite",
            ],
            resources: [this.fileSystem.arn],
            conditions: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
        // EFS gives it one, which every plan would take away again:
        // https://docs.aws.amazon.com/efs/latest/ug/API_PutFileSystemPolicy.html
        "1",
      ),
    });
  }

  private sharedFolder(): EfsAccessPoint {
    return new EfsAccessPoint(this, "shared", {
      fileSystemId: this.fileSystem.id,
      posixUser: { uid: OWNER, gid: OWNER },
      rootDirectory: {
        path: "/shared",
        creationInfo: { ownerUid: OWNER, ownerGid: OWNER, permissions: "0755" },
      },
      tags: { Name: this.props.name },
    });
  }

  private mountTargets(): SecurityGroup {
    const { name, vpcId, subnetIds, zones } = this.props;
    const securityGroup = new ReplaceableSecurityGroup(this, "Group", {
      name: `${name}-files`,
      description: "File system: reached by the tasks that use it",
      vpcId,
    });
    for (let zone = 0; zone < zones; zone++) {
      new EfsMountTarget(this, `zone-${zone}`, {
        fileSystemId: this.fileSystem.id,
        subnetId: Fn.element([...subnetIds], zone),
        securityGroups: [securityGroup.id],
      });
    }
    return securityGroup;
  }
}
