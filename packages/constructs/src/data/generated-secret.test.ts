import { oneStack } from "../testing/one-stack";
import { GeneratedSecret, type GeneratedSecretProps } from "./generated-secret";
import { secretKind } from "./secret-kind";

const stack = (changes: Partial<GeneratedSecretProps> = {}) =>
  oneStack((scope) => {
    const secret = new GeneratedSecret(scope, "secret-key", {
      name: "shop/test/secret-key",
      length: 64,
      characters: "letters-and-digits",
      rotation: 1,
      recoverable: true,
      ...changes,
    });
    scope.show(secretKind.values("secretKey", secret));
  });

describe("a generated secret", () => {
  it("gets its value from Secrets Manager by way of a write-only argument", () => {
    const { resource, ephemeral } = stack();
    expect(ephemeral).toEqual({
      aws_secretsmanager_random_password: { secret_key: { password_length: 64, exclude_punctuation: true } },
    });
    expect(resource.aws_secretsmanager_secret_version?.secret_key).toMatchObject({
      secret_id: "${aws_secretsmanager_secret.secret_key.id}",
      secret_string_wo: "${ephemeral.aws_secretsmanager_random_password.secret_key.random_password}",
      secret_string_wo_version: 1,
    });
  });

  it("is written again only when its rotation rises", () => {
    const version = stack({ rotation: 2 }).resource.aws_secretsmanager_secret_version?.secret_key;
    expect(version?.secret_string_wo_version).toBe(2);
  });

  it("has punctuation where that is asked for", () => {
    const { ephemeral } = stack({ characters: "printable", length: 20 });
    expect(ephemeral.aws_secretsmanager_random_password?.secret_key).toEqual({
      password_length: 20,
      exclude_punctuation: false,
    });
  });

  it.each([
    [true, 30],
    [false, 0],
  ])("can be restored after its deletion: %s", (recoverable, days) => {
    const secret = stack({ recoverable }).resource.aws_secretsmanager_secret?.secret_key;
    expect(secret).toMatchObject({ name: "shop/test/secret-key", recovery_window_in_days: days });
  });

  it("publishes its ARN like one that exists", () => {
    expect(stack().locals).toEqual({ secretKeySecretArn: "${aws_secretsmanager_secret.secret_key.arn}" });
  });

  it("is known by one name", () => {
    expect(() =>
      oneStack((scope) => {
        for (const id of ["secret-key", "secret_key"])
          new GeneratedSecret(scope, id, {
            name: id,
            length: 64,
            characters: "printable",
            rotation: 1,
            recoverable: true,
          });
      }),
    ).toThrow("are both ephemeral.aws_secretsmanager_random_password.secret_key in Terraform");
  });
});
