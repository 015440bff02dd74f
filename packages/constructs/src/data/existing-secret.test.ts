import { oneStack } from "../testing/one-stack";
import { ExistingSecret } from "./existing-secret";
import { secretKind } from "./secret-kind";

const stack = () =>
  oneStack((scope) => {
    const secret = new ExistingSecret(scope, "stripe-key", { name: "prod/stripe" });
    scope.show(secretKind.values("stripeKey", secret));
  });

describe("an existing secret", () => {
  it("is looked up by its name; Terraform neither creates it nor reads its value", () => {
    const { data, resource } = stack();
    expect(data).toMatchObject({ aws_secretsmanager_secret: { stripe_key: { name: "prod/stripe" } } });
    expect(Object.keys(data)).toEqual(["aws_secretsmanager_secret"]);
    expect(resource).toEqual({});
  });

  it("publishes its ARN, which is no secret", () => {
    expect(stack().locals).toEqual({ stripeKeySecretArn: "${data.aws_secretsmanager_secret.stripe_key.arn}" });
    expect(Object.keys(secretKind.outputs("stripeKey"))).toEqual(["stripeKeySecretArn"]);
  });

  it("is put into the variable of its key by ECS, without any right for the application", () => {
    const arn = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:prod/stripe-AbCdEf";
    expect(secretKind.grant("read", "stripeKey", { stripeKeySecretArn: arn }, {})).toEqual({
      statements: [],
      variables: {},
      secrets: { STRIPE_KEY: arn },
      connections: [],
      endpoints: ["secretsmanager"],
    });
  });
});
