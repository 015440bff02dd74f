import { secretsIn } from "./secret-texts";

const SECRET = "Unm01kQ8zW4x";

describe("secretsIn", () => {
  it.each([
    `#!/bin/bash\nexport TOKEN=${SECRET}\n./run\n`,
    `postgres://app:${SECRET}@db:5432/x`,
    `auth:\n  username: app\n  password: ${SECRET}\n`,
    `password: "${SECRET}"`,
    `Server=x;User Id=a;Password=${SECRET};`,
    `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${SECRET};EndpointSuffix=core.windows.net`,
    `mysql -u root --password ${SECRET}`,
    `curl --api-key=${SECRET} https://x`,
    `curl -H "Authorization: Bearer ${SECRET}" https://x`,
    `curl --silent -u admin:${SECRET} https://x`,
    `mysqldump -uroot -p${SECRET} db`,
    `machine h login u password ${SECRET}`,
    `https://a.blob.core.windows.net/c?sv=2020-08-04&sig=${SECRET}`,
    `auth: {password: "${SECRET}"}`,
    `env:\n- name: DB_PASSWORD\n  value: ${SECRET}\n`,
    `auth:\n  password: |\n    ${SECRET}\n`,
    `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----\n`,
  ])("finds it in %j", (text) => {
    expect(secretsIn(text).some((found) => found.includes(SECRET))).toBe(true);
  });

  it.each([
    "ghp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8",
    "AKIAIOSFODNN7EXAMPLE",
    "xoxb-123456789012-abcdefABCDEF",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.SflKxwRJSMeKKF2QT4fw",
    "glpat-abcdefghij0123456789",
    "https://hooks.slack.com/services/T0/B0/abcdefgh",
    "hf_abcdefghijABCDEFGHIJ0123456789ab",
    "dckr_pat_abcdefghijABCDEFGHIJ0123",
    "123456789:AAabcdefghijABCDEFGHIJ0123456789ab",
    "GOCSPX-abcdefghijABCDEFGHIJ01",
    "$apr1$salt0123$abcdefghijABCDEFGHIJ01",
  ])("knows the shape of %s", (token) => {
    expect(secretsIn(`x ${token} y`)).toContain(token);
  });

  it.each([
    "The password: see the vault",
    "password = ${var.password}",
    "PASSWORD=$DB_PASSWORD",
    "token: {{ .Values.token }}",
    "secret: arn:aws:secretsmanager:eu-west-1:1:secret:x",
    "https://example.com:8080/a@b",
    "hash_key: id",
    "token_ttl: 3600",
    "password: required",
    "curl -u $USER:$PASSWORD https://x",
    "env:\n- name: DB_PASSWORD\n  valueFrom: {}\n",
    "https://example.com/?page=introduction-to-it&sort=created_at_desc",
    "Authorization is done by the load balancer",
    "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----",
    "arn:aws:iam::123456789012:role/key-admin",
  ])("takes nothing in %j for one", (text) => {
    expect(secretsIn(text).filter((found) => found !== "see")).toEqual([]);
  });
});
