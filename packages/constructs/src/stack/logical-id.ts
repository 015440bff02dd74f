import type { TerraformStack } from "cdktf";
import type { Node } from "constructs";

const VALID = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The name of an element in Terraform: its construct path below the stack, joined by underscores. Readable in plans,
 * and as stable as the construct ids are.
 * @throws Error when the path does not make a Terraform name.
 */
export function logicalId(stack: TerraformStack, node: Node): string {
  const path = node.scopes.slice(node.scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
  const id = path.join("_").replaceAll("-", "_");
  if (id !== "" && !VALID.test(id)) {
    throw new Error(
      `${node.path}: "${id}" is not a Terraform name; use letters, digits and hyphens in construct ids, starting with a letter`,
    );
  }
  return id;
}
