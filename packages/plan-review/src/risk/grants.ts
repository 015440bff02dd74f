import { decodeJson } from "../difference/documents";
import { isEverybodyElse, isWideRole } from "../exposure/policies/wide-roles";
import { type Container, isContainer, listOf, member } from "../plan/value";
import { byType } from "./by-type";
import { type Finder, found } from "./finding";
import type { RuleName } from "./rules";

/** What a resource gives to somebody, where that is a lot: a rule and what is said of it. */
type Grant = readonly [rule: RuleName, reason: string];

interface Grants {
  readonly types: RegExp;
  readonly of: (values: Container) => readonly Grant[];
}

/** Roles, bindings and settings that let in many or allow much, provider by provider. */
const GRANTS: readonly Grants[] = [
  {
    types:
      /^google_\w+_iam_(member|binding)$|^google_storage_(bucket|object|default_object)_access_control$|^google_bigquery_dataset_access$/,
    of: ({ role, member: one, members, entity, special_group: group }) =>
      bindings([{ role, members: [one, entity, group, ...listOf(members)] }]),
  },
  {
    types: /^google_\w+_iam_policy$/,
    of: ({ policy_data: data }) => bindings(listOf(member(decodeJson(data), "bindings"))),
  },
  {
    types: /^azure(rm|ad)_\w*(role_assignment|directory_role_member)$/,
    of: ({ role_definition_name: name, role_definition_id: id, role_id: role, scope }) => {
      const wide = [name, id, role].find(isWideRole);
      const where = typeof scope === "string" ? ` on ${scope}` : "";
      return wide === undefined ? [] : [["wide-role", `gives the role ${String(name ?? wide)}${where}`]];
    },
  },
  {
    types: /^azurerm_role_definition$/,
    of: ({ permissions }) => [
      ...wildcards(permissions, "actions", "the role allows every action"),
      ...(listOf(permissions).some((one) => listOf(member(one, "actions")).some(assignsRoles))
        ? [["wide-role", "the role lets give roles (Microsoft.Authorization)"] as const]
        : []),
    ],
  },
  // https://cloud.google.com/iam/docs/best-practices-service-accounts#impersonation
  {
    types: /^google_(project|organization)_iam_custom_role$/,
    of: ({ permissions }) =>
      listOf(permissions)
        .filter((one) => GIVES_RIGHTS.test(String(one)))
        .map((one): Grant => ["wide-role", `the role lets give, or take over, rights (${String(one)})`]),
  },
  {
    types: /^google_bigquery_dataset$/,
    of: ({ access }) =>
      listOf(access).flatMap((one) =>
        bindings([{ role: member(one, "role"), members: [member(one, "special_group"), member(one, "iam_member")] }]),
      ),
  },
  {
    types: /^google_compute_(instance|instance_template|region_instance_template)$/,
    of: ({ network_interface: interfaces }) =>
      inBlocks(interfaces, ["access_config"]).length > 0
        ? [["public-endpoint", "it gets an address that the internet reaches (access_config)"]]
        : [],
  },
  {
    types: /^helm_release$/,
    of: ({ values }) =>
      listOf(values).some((one) => /\b(privileged|hostNetwork|hostPID|hostIPC): *true\b/.test(String(one)))
        ? [["privileged", "its values give a container the rights of its machine"]]
        : [],
  },
  { types: /^kubernetes_(cluster_)?role_binding(_v1)?$|^kube(rnetes|ctl)_manifest$/, of: kubernetesBinding },
  { types: /^kubernetes_(cluster_)?role(_v1)?$|^kube(rnetes|ctl)_manifest$/, of: kubernetesRole },
  {
    types: /^aws_(lambda_permission|lambda_layer_version_permission)$/,
    of: ({ principal, action, source_arn: arn, source_account: account, principal_org_id: org }) => {
      if (principal !== "*" || org) return [];
      const only = arn || account ? " under conditions" : "";
      return [["widened-policy", `lets everybody (*) do ${String(action ?? "what it allows")}${only}`]];
    },
  },
  {
    types: /^aws_(sns_topic|sqs_queue|cloudwatch_event|backup_vault|ses)\w*_permission$/,
    of: ({ principal }) => (principal === "*" ? [["widened-policy", "trusts everybody (*)"]] : []),
  },
  {
    types: /^aws_(lambda_function_url|apigatewayv2_route|api_gateway_method|appsync_graphql_api)$/,
    of: ({ authorization_type: type, authorization: auth, http_method: method }) =>
      type === "NONE" || (auth === "NONE" && method !== "OPTIONS")
        ? [["public-endpoint", "everybody may call it, without signing in"]]
        : [],
  },
  {
    types: /^aws_ssoadmin_account_assignment$/,
    of: ({ principal_type: kind, principal_id: who, target_id: account, permission_set_arn: set }) => [
      [
        "wide-role",
        `lets ${String(kind ?? "somebody").toLowerCase()} ${String(who)} into account ${String(account)} with ${String(set)}`,
      ],
    ],
  },
  {
    types: /^aws_eks_access_policy_association$/,
    of: ({ policy_arn: arn }) =>
      /Amazon(EKSClusterAdminPolicy|EKSAdminPolicy)$/.test(String(arn))
        ? [["wide-role", `gives ${String(arn).split("/").pop()}`]]
        : [],
  },
  {
    types:
      /^aws_(ami_launch_permission|ebs_snapshot|db_snapshot|db_cluster_snapshot|snapshot_create_volume_permission|ssm_document|docdb_cluster_snapshot|neptune_cluster_snapshot)$/,
    of: ({ group, shared_accounts: accounts, permissions }) =>
      [group, ...listOf(accounts), member(permissions, "account_ids")].some((one) => one === "all" || one === "All")
        ? [["public-bucket", "every AWS account may copy it"]]
        : [],
  },
  {
    types: /^aws_eks_cluster$/,
    of: ({ vpc_config: config }) =>
      listOf(config).flatMap((one) =>
        everywhere(member(one, "public_access_cidrs"), "its API may be reached by everybody"),
      ),
  },
  {
    types: /^google_container_cluster$/,
    of: ({ master_authorized_networks_config: config }) =>
      inBlocks(config, ["cidr_blocks"]).flatMap(({ cidr_block: range }) =>
        everywhere([range], "its API may be reached by everybody"),
      ),
  },
  {
    types: /^google_sql_database_instance$/,
    of: ({ settings }) =>
      inBlocks(settings, ["ip_configuration", "authorized_networks"]).flatMap(({ value }) =>
        everywhere([value], "the database may be reached by everybody"),
      ),
  },
  {
    types: /^azurerm_kubernetes_cluster$/,
    of: ({ api_server_access_profile: profile, api_server_authorized_ip_ranges: ranges }) => [
      ...everywhere(ranges, "its API may be reached by everybody"),
      ...listOf(profile).flatMap((one) =>
        everywhere(member(one, "authorized_ip_ranges"), "its API may be reached by everybody"),
      ),
    ],
  },
  {
    types:
      /^azurerm_(storage_account|key_vault|container_registry|cosmosdb_account|cognitive_account|eventhub_namespace|servicebus_namespace|storage_account_network_rules)$/,
    of: ({
      network_rules: rules,
      network_acls: acls,
      network_rule_set: set,
      network_rulesets: sets,
      default_action: action,
    }) =>
      [
        action,
        ...[rules, acls, set, sets].flatMap((one) => listOf(one).map((rule) => member(rule, "default_action"))),
      ].includes("Allow")
        ? [["public-endpoint", "every network may reach it (default_action Allow)"]]
        : [],
  },
  {
    types: /^azurerm_storage_container$/,
    of: ({ container_access_type: access }) =>
      access === "blob" || access === "container" ? [["public-bucket", `everybody may read it (${access})`]] : [],
  },
  {
    types:
      /^(github_repository|gitlab_project|gitlab_group|aws_ecrpublic_repository|quay_repository|bitbucket_repository)$/,
    of: ({ visibility, visibility_level: level, private: hidden, is_private: isPrivate }) =>
      [visibility, level].includes("public") || hidden === false || isPrivate === false
        ? [["public-bucket", "everybody may read it"]]
        : [],
  },
  {
    types:
      /_(bucket|bucket_acl|spaces_bucket|oss_bucket|object|s3_object|objectstorage_bucket|object_acl|bucket_object)$/,
    of: ({ acl, predefined_acl: predefined, access_type: type }) =>
      [acl, predefined, type].some((one) => /^(public-|publicRead|ObjectRead|NoPublicAccess.)/.test(String(one))) &&
      !isAwsAcl(acl)
        ? [["public-bucket", "its ACL lets everybody in"]]
        : [],
  },
  {
    types: /^google_storage_(bucket|object|default_object)_acl$/,
    of: ({ role_entity: entities }) =>
      listOf(entities).some((one) => /:(allUsers|allAuthenticatedUsers)$/.test(String(one)))
        ? [["public-bucket", "its ACL lets everybody in"]]
        : [],
  },
  {
    types:
      /^(github_membership|github_repository_collaborator|github_team_repository|gitlab_project_membership|gitlab_group_membership|okta_\w*admin_roles?|snowflake_grant_account_role|vault_identity_group|mongodbatlas_project_invitation)$/,
    of: ({ role, permission, access_level: level, role_name: name }) => {
      const wide = [role, permission, level, name].find(isWideRole);
      return wide === undefined ? [] : [["wide-role", `gives the role ${String(wide)}`]];
    },
  },
  {
    types:
      /^(azurerm_key_vault_access_policy|vault_policy|oci_identity_policy|alicloud_ram_(policy|role_policy_attachment))$/,
    of: ({ statements, policy, policy_name: name }) => [
      ...listOf(statements)
        .filter((one) => /\bto manage all-resources\b/i.test(String(one)))
        .map((one): Grant => ["widened-policy", `allows everything: ${String(one)}`]),
      ...(/path\s+"\*"\s*\{[^}]*"(sudo|update|create)"/.test(String(policy))
        ? [["widened-policy", "allows everything (path *)"] as const]
        : []),
      ...(name === "AdministratorAccess" ? [["widened-policy", "attaches AdministratorAccess"] as const] : []),
    ],
  },
  {
    types:
      /(^|_)(deployment|daemonset|daemon_set|stateful_set|pod|job|cron_job|replication_controller|manifest)(_v\d\w*)?$/,
    of: rootInPods,
  },
];

const grantsOf = byType((type) => GRANTS.filter(({ types }) => types.test(type)));

/** What a change gives that was not given before. */
export const grants: Finder = ({ resource: { type = "", change } }) => {
  const rules = grantsOf(type);
  if (rules.length === 0 || !isContainer(change?.after)) return [];
  const [before, after] = [change?.before, change?.after].map((values) =>
    isContainer(values) ? rules.flatMap(({ of }) => of(values)) : [],
  );
  const known = new Set(before?.map(([, reason]) => reason));
  return (after ?? []).filter(([, reason]) => !known.has(reason)).map(([rule, reason]) => found(rule, reason));
};

function bindings(list: readonly unknown[]): Grant[] {
  return list.flatMap((binding) => {
    const role = member(binding, "role");
    const members = listOf(member(binding, "members")).filter((one) => typeof one === "string");
    return members.flatMap((who): Grant[] => {
      if (isEverybodyElse(who)) return [["widened-policy", `lets everybody (${who}) in as ${String(role)}`]];
      return isWideRole(role) ? [["wide-role", `gives ${who} the role ${String(role)}`]] : [];
    });
  });
}

function kubernetesBinding(values: Container): Grant[] {
  const manifest = member(values, "manifest");
  const source = isContainer(manifest) ? manifest : values;
  const role = blocks(source.role_ref ?? source.roleRef).map((one) => member(one, "name"))[0];
  const subjects = blocks(source.subject ?? source.subjects).map((one) => member(one, "name"));
  return subjects.flatMap((who): Grant[] => {
    if (isEverybodyElse(who)) return [["widened-policy", `lets everybody (${who}) in as ${String(role)}`]];
    return isWideRole(role) ? [["wide-role", `gives ${String(who)} the role ${String(role)}`]] : [];
  });
}

function kubernetesRole(values: Container): Grant[] {
  const manifest = member(values, "manifest");
  const rules = blocks(isContainer(manifest) ? manifest.rules : values.rule);
  const escalating = listOf(rules).flatMap((one) => listOf(member(one, "verbs")).filter(isEscalating));
  return [
    ...wildcards(rules, "verbs", "the role allows everything on some resources"),
    // https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks
    ...[...new Set(escalating)].map((verb): Grant => ["wide-role", `the role lets take more rights (${String(verb)})`]),
  ];
}

const GIVES_RIGHTS =
  /\.setIamPolicy$|^iam\.serviceAccounts\.(actAs|getAccessToken|getOpenIdToken|implicitDelegation|signBlob|signJwt)$|^iam\.serviceAccountKeys\.create$|^iam\.roles\.(update|create)$|^orgpolicy\.policy\.set$/;

function assignsRoles(action: unknown): boolean {
  return /^microsoft\.authorization\/(\*|roleassignments\/(\*|write)|roledefinitions\/(\*|write))/i.test(
    String(action),
  );
}

function isEscalating(verb: unknown): boolean {
  return verb === "escalate" || verb === "bind" || verb === "impersonate";
}

function wildcards(rules: unknown, name: string, reason: string): Grant[] {
  return listOf(rules).some((one) => listOf(member(one, name)).includes("*")) ? [["wide-role", reason]] : [];
}

/** Containers that run as root, or see the disk of their machine. */
function rootInPods(values: Container): Grant[] {
  const given: Grant[] = [];
  const look = (value: unknown): void => {
    if (!isContainer(value)) return;
    for (const [key, child] of Object.entries(value)) {
      if (/^(run_as_user|runAsUser)$/.test(key) && String(child) === "0")
        given.push(["privileged", "a container runs as root"]);
      if (/^(host_path|hostPath)$/.test(key) && blocks(child).length > 0)
        given.push(["privileged", "a container sees files of its machine"]);
      const capabilities = /^add$/.test(key) ? listOf(child).filter(isCapabilityOfMachine) : [];
      for (const one of capabilities)
        given.push(["privileged", `a container may do what its machine may (${String(one)})`]);
      look(child);
    }
  };
  look(values.spec ?? values.manifest);
  return given;
}

/** https://man7.org/linux/man-pages/man7/capabilities.7.html */
function isCapabilityOfMachine(name: unknown): boolean {
  return /^(CAP_)?(ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|SYS_RAWIO|NET_ADMIN|DAC_READ_SEARCH|BPF)$/.test(String(name));
}

function everywhere(ranges: unknown, reason: string): Grant[] {
  return listOf(ranges).some((one) => one === "0.0.0.0/0" || one === "::/0") ? [["public-endpoint", reason]] : [];
}

/** A block, or blocks of it, as a list. */
function blocks(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isContainer(value) ? [value] : [];
}

function inBlocks(value: unknown, path: readonly string[]): Container[] {
  return path
    .reduce((level, name) => level.flatMap((one) => blocks(member(one, name))), blocks(value))
    .filter(isContainer);
}

/** Judged with the other protections of a bucket. */
function isAwsAcl(acl: unknown): boolean {
  return typeof acl === "string" && /^(public-|authenticated-read)/.test(acl);
}
