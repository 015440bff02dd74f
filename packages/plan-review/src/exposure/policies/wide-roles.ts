/** Roles by which somebody may do nearly everything, or give rights to others. */
const WIDE_ROLES = [
  // https://cloud.google.com/iam/docs/roles-overview, https://cloud.google.com/iam/docs/understanding-roles
  /^roles\/(owner|editor|resourcemanager\.(organization|project|folder)(Admin|IamAdmin)|iam\.(securityAdmin|serviceAccount(Admin|KeyAdmin|TokenCreator|User)|roleAdmin|organizationRoleAdmin|workloadIdentityPoolAdmin))$/,
  /^roles\/(billing\.admin|orgpolicy\.policyAdmin|accesscontextmanager\.policyAdmin|container\.admin|compute\.(admin|instanceAdmin\.v1)|cloudfunctions\.admin|run\.admin|storage\.admin|secretmanager\.admin|cloudkms\.admin)$/,
  // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
  /^(Owner|Contributor|User Access Administrator|Role Based Access Control Administrator|Access Review Operator Service Role|Key Vault (Administrator|Data Access Administrator)|Azure Kubernetes Service (RBAC )?Cluster Admin( Role)?|Virtual Machine Contributor)$/,
  /(8e3af657-a8ff-443c-a75c-2fe8c4bcb635|b24988ac-6180-42a0-ab88-20f7382dd24c|18d7d88d-d35e-4fb5-a5c3-7773c20a72d9|f58310d9-a9f6-439a-9e8d-f62e7b41a168)$/,
  // https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
  /^(62e90394-69f5-4237-9190-012177145e10|e8611ab8-c189-46e8-94e1-60213ab1f814|7be44c8a-adaf-4e2a-84d6-ab2649e08a13|9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3|Global Administrator|Privileged (Role|Authentication) Administrator|Application Administrator|Cloud Application Administrator)$/,
  // https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
  /^(cluster-admin|admin|system:masters)$/,
  // https://docs.github.com/organizations, https://docs.gitlab.com/user/permissions/
  /^(maintainer|owner|admin|ACCOUNTADMIN|SECURITYADMIN|SYSADMIN|ORGADMIN|superuser|root|atlasAdmin|GROUP_OWNER|ORG_OWNER|SUPER_ADMIN|ORG_ADMIN)$/,
];

export function isWideRole(role: unknown): boolean {
  return typeof role === "string" && WIDE_ROLES.some((one) => one.test(role));
}

/** Members that are everybody: https://cloud.google.com/iam/docs/principals-overview and Kubernetes' groups */
export function isEverybodyElse(member: unknown): boolean {
  return (
    typeof member === "string" &&
    /^(allUsers|allAuthenticatedUsers|\*|system:(anonymous|unauthenticated|authenticated))$/.test(member)
  );
}
