import { stackGroup } from "@app/config";
import { type Block, synthesized } from "./synthesized-app";
import { others } from "./testing/applications";

type Resources = Readonly<Record<string, Readonly<Record<string, Block>>>>;

const { files, dependencies } = synthesized(others.load("sharing"));
const resources = (stack: string): Resources =>
  (JSON.parse(files[`${stackGroup}-${stack}`] ?? "{}") as { resource: Resources }).resource;
const definition = (service: string) => resources(`service-${service}`).aws_ecs_task_definition?.task_definition;
const container = (service: string): Record<string, unknown> =>
  JSON.parse(`${definition(service)?.container_definitions}`)[0];
const published = (name: string) => `\${data.terraform_remote_state.${stackGroup}_data.outputs.${name}}`;

describe("a file system", () => {
  it("has a mount target in each subnet of the tasks, in the network that the data stack then waits for", () => {
    const targets = resources("data").aws_efs_mount_target ?? {};
    expect(Object.keys(targets).filter((name) => name.startsWith("media"))).toEqual(["media_zone_0", "media_zone_1"]);
    expect(targets.media_zone_1?.subnet_id).toBe(
      `\${element(data.terraform_remote_state.${stackGroup}_network.outputs.private_subnet_ids, 1)}`,
    );
    expect(dependencies[`${stackGroup}-data`]).toEqual([`${stackGroup}-network`]);
  });

  it("is protected and kept as its environment says", () => {
    expect(resources("data").aws_efs_file_system?.media?.lifecycle).toEqual({ prevent_destroy: true });
    expect(resources("data").aws_efs_file_system?.drafts?.lifecycle).toEqual({ prevent_destroy: false });
    expect(resources("data").aws_efs_backup_policy).toMatchObject({
      media_backups: { backup_policy: { status: "ENABLED" } },
      drafts_backups: { backup_policy: { status: "DISABLED" } },
    });
  });

  it("is mounted encrypted, through its access point, as the task's role, and found in a variable", () => {
    expect(definition("resizer")?.volume).toContainEqual({
      name: "media",
      efs_volume_configuration: {
        file_system_id: published("media_file_system_id"),
        transit_encryption: "ENABLED",
        authorization_config: { access_point_id: published("media_access_point_id"), iam: "ENABLED" },
      },
    });
    expect(container("resizer").mountPoints).toContainEqual({
      containerPath: "/var/media",
      readOnly: true,
      sourceVolume: "media",
    });
    expect(container("resizer").environment).toContainEqual({ name: "MEDIA_PATH", value: "/var/media" });
    expect(container("front").mountPoints).toContainEqual({
      containerPath: "/var/media",
      readOnly: false,
      sourceVolume: "media",
    });
  });

  it("lets in those that use it, by rules on both sides", () => {
    const { aws_vpc_security_group_ingress_rule: into } = resources("service-resizer");
    expect(into?.tasks_store_media_in).toMatchObject({
      security_group_id: published("media_security_group_id"),
      referenced_security_group_id: "${aws_security_group.tasks.id}",
      from_port: 2049,
      to_port: 2049,
    });
    expect(Object.keys(into ?? {})).toEqual(["tasks_store_media_in"]);
  });
});
