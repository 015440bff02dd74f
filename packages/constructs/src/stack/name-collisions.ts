import {
  TerraformElement as Element,
  TerraformDataSource,
  type TerraformElement,
  TerraformLocal,
  TerraformModule,
  TerraformOutput,
  TerraformResource,
  type TerraformStack,
} from "cdktf";
import { EphemeralResource } from "./ephemeral-resource";

/**
 * Elements of one stack that Terraform would know by one name. CDKTF merges them silently: one would be left out of the
 * configuration, and on a deployed stack be destroyed.
 */
export function nameCollisions(stack: TerraformStack): string[] {
  const first = new Map<string, string>();
  const collisions: string[] = [];
  for (const element of stack.node.findAll()) {
    const address = Element.isTerraformElement(element) ? addressOf(element) : undefined;
    if (address === undefined) continue;
    const taken = first.get(address);
    if (taken === undefined) first.set(address, element.node.path);
    else
      collisions.push(
        `${taken} and ${element.node.path} are both ${address} in Terraform, which keeps one of them only; give one another id`,
      );
  }
  return collisions;
}

function addressOf(element: TerraformElement): string | undefined {
  const name = element.friendlyUniqueId;
  if (TerraformResource.isTerraformResource(element)) return `${element.terraformResourceType}.${name}`;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${element.terraformResourceType}.${name}`;
  if (TerraformOutput.isTerraformOutput(element)) return `output.${name}`;
  if (element instanceof EphemeralResource) return `ephemeral.${element.type}.${name}`;
  if (element instanceof TerraformLocal) return `local.${name}`;
  if (element instanceof TerraformModule) return `module.${name}`;
  return undefined;
}
