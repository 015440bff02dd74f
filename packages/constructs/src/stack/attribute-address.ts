import type { TerraformResource } from "cdktf";

/** `aws_ecs_service.service.id`, without the `${…}` of a reference: `replace_triggered_by` takes addresses. */
export function attributeAddress(resource: TerraformResource, attribute: string): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}.${attribute}`;
}
