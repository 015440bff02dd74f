/** Terraform before 1.0 marks nothing in a plan: there only the name tells. It counts in every version. */
const NAME = new RegExp(
  `(pass(word|wd|phrase)s?|(^|[_.-])(${[
    "secret([_-]?(string|value|key|binary|data|text|access[_-]?key|key[_-]?base))?s?",
    "secret[_-]?access[_-]?key[_-]?id",
    "tokens?",
    "pass|pwd|pw|pat",
    "private[_-]?key(_(pem|openssh|pem_pkcs8))?",
    "(api|account|storage|access|client|encryption|encrypt|decryption|signing|sign|hmac|master|shared|shared[_-]?access|session|cipher|license|instrumentation)[_-]?keys?",
    "[a-z]*instrumentation[_-]?key",
    "(redis|basic|http|proxy|smtp|registry|docker|npm)[_-]?auth|requirepass",
    "webhook[_-]?urls?",
    "pre[_-]?shared[_-]?keys?|psk|auth[_-]?keys?|salts?",
    "signature",
    "connection[_-]?strings?",
    "credentials?",
    "kube[_-]?config(_raw)?",
    "sensitive_content(_base64)?",
  ].join("|")}))(_wo)?$`,
  "i",
);

/** Attributes whose texts, or maps of texts, are secret without being called so. */
const OF_TYPES: Readonly<Record<string, readonly string[]>> = {
  aws_ecr_authorization_token: ["authorization_token"],
  azuread_application_password: ["value"],
  azuread_service_principal_password: ["value"],
  azurerm_virtual_machine_extension: ["protected_settings"],
  azurerm_virtual_machine_scale_set_extension: ["protected_settings"],
  circleci_environment_variable: ["value"],
  cloudflare_workers_secret: ["secret_text"],
  doppler_secret: ["value"],
  github_actions_environment_secret: ["encrypted_value", "plaintext_value"],
  github_actions_organization_secret: ["encrypted_value", "plaintext_value"],
  github_codespaces_secret: ["encrypted_value", "plaintext_value"],
  github_dependabot_secret: ["encrypted_value", "plaintext_value"],
  gitlab_group_variable: ["value"],
  gitlab_project_variable: ["value"],
  ibm_sm_arbitrary_secret: ["payload"],
  kubernetes_secret_v1_data: ["data"],
  oci_vault_secret: ["secret_content"],
  scaleway_secret_version: ["data"],
  aws_iam_access_key: ["ses_smtp_password_v4"],
  aws_ssm_parameter: ["value", "value_wo"],
  azurerm_key_vault_secret: ["value"],
  github_actions_secret: ["encrypted_value", "plaintext_value"],
  kubernetes_secret: ["binary_data", "data"],
  kubernetes_secret_v1: ["binary_data", "data"],
  local_sensitive_file: ["content", "content_base64"],
  random_password: ["bcrypt_hash", "result"],
  vault_generic_secret: ["data", "data_json"],
  vault_kv_secret_v2: ["data", "data_json"],
};

/** Names of attributes are few, names of tags without number. */
const MOST_REMEMBERED = 10_000;
const judged = new Map<string, boolean>();

/** Names of variables that mean a secret only as such: an attribute may be called `auth`. */
const OF_VARIABLES = /^([A-Z0-9]+_)*(AUTH|BEARER|DSN|AUTHORIZATION|CREDS|SAS|PASSWD)$/;

/** Names that say how tokens are used, or how many there are. */
const COUNTED = /^(http(_put)?|max|min|max_\w+|min_\w+|total|num)_?tokens$/i;

/** Whether a text that is called so is taken for a secret: `db_password`, `DbPassword`, `API_TOKEN`. */
export function isSecretName(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const isSecret =
    !COUNTED.test(name) && (NAME.test(name.replace(/([a-z0-9])([A-Z])/g, "$1_$2")) || OF_VARIABLES.test(name));
  if (judged.size < MOST_REMEMBERED) judged.set(name, isSecret);
  return isSecret;
}

/** Whether a number that is called so is taken for a secret: `tokens` are counted, a password is none to count. */
export function isSecretNumberName(name: string): boolean {
  return (
    /pass(word|wd|phrase|code)?$|pwd$|secret$|(^|_)pin$/i.test(name) &&
    isSecretName(name.replace(/(^|_)pin$/i, "password"))
  );
}

/** Maps and lists that hold nothing but secrets: `secrets`, `secret_environment_variables`, `set_sensitive`. */
export function holdsSecrets(name: string): boolean {
  return HOLDERS.test(name);
}

const HOLDERS =
  /^((\w+_)?(passwords?|secrets|tokens|credentials|connection_strings?|(api|access|private|secret|signing|encryption|license|auth)_keys)|(secret|secure|sensitive)_(environment_)?(variables|env|values|parameters)|(protected_)?settings_sensitive|set_sensitive|sensitive_\w+|protected_(settings|parameters)|secret_(string_)?data|stringData|string_data)$/;

export function secretAttributes(type: string): readonly string[] {
  return Object.hasOwn(OF_TYPES, type) ? (OF_TYPES[type] ?? []) : [];
}
