import { isSecretName, isSecretNumberName, secretAttributes } from "./secret-names";

describe("isSecretName", () => {
  it.each([
    "password",
    "db_password",
    "DB_PASSWORD",
    "dbPassword",
    "PGPASSWORD",
    "master_password_wo",
    "secret_string",
    "client_secret",
    "SECRET",
    "api_key",
    "API-KEY",
    "ApiKey",
    "auth_token",
    "GITHUB_TOKEN",
    "private_key_pem",
    "private_key_openssh",
    "primary_access_key",
    "connection_string",
    "kube_config_raw",
    "credentials",
    "sensitive_content",
    "tunnel1_preshared_key",
    "wifi_psk",
    "bgp_auth_key",
    "PASSWORD_SALT",
    ..."DB_PASS MYSQL_PWD SECRET_KEY_BASE ENCRYPTION_KEY JWT_SIGNING_KEY APIKEY AUTH BEARER SLACK_WEBHOOK_URL AWS_SECRET_ACCESS_KEY".split(
      " ",
    ),
    ..."TOKENS PASSWORDS GH_PAT HMAC_KEY MASTER_KEY REDIS_AUTH DSN APPINSIGHTS_INSTRUMENTATIONKEY SENTRY_DSN pw".split(
      " ",
    ),
  ])("takes %s for a secret", (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    "name",
    "secret_name",
    "secret_arn",
    "token_ttl",
    "password_policy",
    "kms_key_id",
    "public_key",
    "hash_key",
    "key",
    "tokens_valid",
    "http_tokens",
    "max_tokens",
    ..."auth author bypass compass pattern path master_username webhook_url_path kms_master_key_id key_name deletion_protection".split(
      " ",
    ),
  ])("takes %s for no secret", (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe("secretAttributes", () => {
  it("knows attributes that are not called secret, and no inherited ones", () => {
    expect(secretAttributes("random_password")).toContain("result");
    expect(secretAttributes("aws_vpc")).toEqual([]);
    expect(secretAttributes("constructor")).toEqual([]);
  });
});

describe("isSecretNumberName", () => {
  it("takes a password for a secret, and nothing that is counted", () => {
    expect(["password", "db_password", "pin", "client_secret"].filter((name) => !isSecretNumberName(name))).toEqual([]);
    expect(["max_tokens", "secrets", "password_length", "min", "spin"].filter(isSecretNumberName)).toEqual([]);
  });
});
