import { managesPermissions } from "./iam-actions";
import { covers } from "./patterns";

/**
 * Actions with which somebody gives themselves more rights than they have:
 * https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/
 */
const ESCALATING = new Set(
  `iam:AddUserToGroup iam:AttachGroupPolicy iam:AttachRolePolicy iam:AttachUserPolicy iam:CreateAccessKey iam:CreateLoginProfile iam:CreatePolicyVersion
  iam:DeleteRolePermissionsBoundary iam:DeleteUserPermissionsBoundary iam:PutGroupPolicy iam:PutRolePermissionsBoundary iam:PutRolePolicy iam:PutUserPolicy
  iam:PutUserPermissionsBoundary iam:SetDefaultPolicyVersion iam:UpdateAssumeRolePolicy iam:UpdateLoginProfile iam:CreateServiceSpecificCredential
  iam:ResetServiceSpecificCredential iam:CreateVirtualMFADevice iam:DeactivateMFADevice sso:CreateAccountAssignment sso:PutInlinePolicyToPermissionSet
  sso:AttachManagedPolicyToPermissionSet organizations:DetachPolicy organizations:DeletePolicy`
    .toLowerCase()
    .split(/\s+/),
);
/** Whoever takes over, or hands on, any role has all their rights; one role alone is what the policy is for. */
const BY_ANY_ROLE = new Set(["iam:passrole", "sts:assumerole"]);

/** `*`, all of an account, or all of a kind, as `arn:aws:iam::123456789012:role/*`; in a bucket, objects are one kind. */
const EVERY_OF_A_KIND = /^(\*|arn:[^:]*:(?!s3:)[^:]*:[^:]*:[^:]*:([\w-]+[/:])?\*|arn:[^:]*:s3:::\*.*)$/;

/** Whether an action on a resource leads to rights that the policy does not name. */
export function escalates(action: string, resource: string): boolean {
  const name = action.toLowerCase();
  if (ESCALATING.has(name) || [...ESCALATING].some((one) => name.startsWith("iam:") && covers(name, one))) return true;
  const anyResource = EVERY_OF_A_KIND.test(resource);
  if (BY_ANY_ROLE.has(name)) return anyResource;
  return anyResource && managesPermissions(action);
}
