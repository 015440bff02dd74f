import { TerraformOutput } from "cdktf";
import { oneStack } from "../testing/one-stack";
import { meaningless } from "../testing/service-authorization";
import { readSecrets } from "./read-secrets";

const SECRET = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:db-AbCdEf";
const PARAMETER = "arn:aws:ssm:eu-central-1:111111111111:parameter/flask/key";

describe("readSecrets", () => {
  it("needs nothing where there is nothing to read", () => {
    expect(readSecrets([])).toEqual([]);
  });

  it.each([SECRET, `${SECRET}:password::`, `${SECRET}:password:AWSCURRENT:`, `${SECRET}:::`])(
    "names the secret behind %s",
    (valueFrom) => {
      expect(readSecrets([valueFrom]).map(({ resources }) => resources)).toEqual([[SECRET]]);
    },
  );

  it.each(["", ":password::"])("names the secret behind a reference to it%s", (picked) => {
    const { locals } = oneStack((stack) => {
      const reference = new TerraformOutput(stack, "arn", { value: SECRET });
      const [statement] = readSecrets([`\${${reference.friendlyUniqueId}}${picked}`]);
      stack.show({ resources: statement?.resources });
    });
    expect(locals.resources).toEqual(["${arn}"]);
  });

  it("means to AWS what it says", async () => {
    const findings = await Promise.all(readSecrets([SECRET, PARAMETER]).map(meaningless));
    expect(findings.flat()).toEqual([]);
  });
});
