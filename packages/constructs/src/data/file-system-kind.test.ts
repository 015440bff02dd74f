import { meaningless } from "../testing/service-authorization";
import { type FileSystemVerb, fileSystemKind } from "./file-system-kind";

const ARN = "arn:aws:elasticfilesystem:eu-central-1:111111111111:file-system/fs-0123";
const ACCESS_POINT = "arn:aws:elasticfilesystem:eu-central-1:111111111111:access-point/fsap-0123";
const published = {
  mediaFileSystemId: "fs-0123",
  mediaFileSystemArn: ARN,
  mediaAccessPointId: "fsap-0123",
  mediaAccessPointArn: ACCESS_POINT,
  mediaSecurityGroupId: "sg-0123",
};
const grant = (verb: FileSystemVerb) => fileSystemKind.grant(verb, "media", published, { path: "/var/media" });

describe("a grant of a file system", () => {
  it.each<[FileSystemVerb, string, string[]]>([
    ["read", "MediaRead", ["elasticfilesystem:ClientMount"]],
    ["read-write", "MediaReadWrite", ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]],
  ])(
    "to %s holds exactly these actions on exactly this file system, through its access point",
    (verb, sid, actions) => {
      expect(grant(verb).statements).toEqual([
        {
          sid,
          actions,
          resources: [ARN],
          conditions: { StringEquals: { "elasticfilesystem:AccessPointArn": ACCESS_POINT } },
        },
      ]);
    },
  );

  it.each(fileSystemKind.verbs)("to %s means to AWS what it says", async (verb) => {
    const against = await Promise.all(grant(verb).statements.map(meaningless));
    expect(against.flat()).toEqual([]);
  });

  it.each<[FileSystemVerb, boolean]>([
    ["read", true],
    ["read-write", false],
  ])("to %s mounts it, and opens the way there", (verb, readOnly) => {
    expect(grant(verb)).toMatchObject({
      variables: { MEDIA_PATH: "/var/media" },
      secrets: {},
      connections: [{ id: "media", description: "Files of media", securityGroupId: "sg-0123", port: 2049 }],
      volumes: [{ name: "media", path: "/var/media", fileSystemId: "fs-0123", accessPointId: "fsap-0123", readOnly }],
      endpoints: [],
    });
  });
});
