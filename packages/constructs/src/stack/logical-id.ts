import type { TerraformStack } from "cdktf";
import type { Node } from "constructs";

const VALID = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Ids like `Resource` or `Network` only group: they are no part of the name. */
const GROUPING = /^[A-Z]/;

/**
 * The name of an element in Terraform: the construct ids below the stack, joined by underscores. An id that starts with a
 * capital is left out, so that the one table of a construct `notes` is `aws_dynamodb_table.notes`. Readable in plans, and
 * as stable as the construct ids are.
 * @throws Error when the path does not make a Terraform name.
 */
export function logicalId(stack: TerraformStack, node: Node): string {
  const path = node.scopes.slice(node.scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
  const id = path
    .filter((part) => !GROUPING.test(part))
    .join("_")
    .replaceAll("-", "_");
  if (path.length > 0 && !VALID.test(id)) {
    throw new Error(
      `${node.path}: "${id}" is not a Terraform name; use letters, digits and hyphens in construct ids, starting with a letter, a small one where the id shall be part of the name`,
    );
  }
  return id;
}
