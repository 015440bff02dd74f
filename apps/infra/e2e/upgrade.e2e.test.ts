import { join } from "node:path";
import { Account } from "./account";
import { Checkout } from "./checkout";
import { deployApplication } from "./deploy-application";
import { Operator } from "./operator";
import { useOwnAccount } from "./own-account";
import { removals } from "./planned";
import { environments } from "./upgrade/environments";

/** What holds something that is not in the sources, or a name or address that others have written down. */
const STATEFUL = [
  "aws_cloudwatch_log_group",
  "aws_dynamodb_table",
  "aws_ecr_repository",
  "aws_eip",
  "aws_lb",
  "aws_nat_gateway",
  "aws_route53_zone",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
  "aws_sns_topic",
  "aws_subnet",
  "aws_vpc",
];

describe("an upgrade from the first release", () => {
  const environment = environments.load("local");
  const folder = join(__dirname, "upgrade");
  const checkout = new Checkout("e2e-upgrade", "process", join(folder, "released"));
  useOwnAccount(checkout);

  it("finds what that release deployed", async () => {
    const cloud = await checkout.start(environment.dns.domain);
    for (const secret of environment.secrets) await new Account(cloud, environment).createSecret(secret.name, "kept");
    expect(await deployApplication(checkout, environment)).toHaveEnded(0);
  });

  it("replaces and removes nothing stateful", async () => {
    const planned = await new Operator(checkout, folder, environment).plan();
    expect(planned).toHaveEnded(0);
    expect(planned.review.stacks.map(({ id }) => id)).toContain("infra-data");
    expect(planned.review.worst).not.toBe("data loss");
    const lost = removals(planned).filter((address) => STATEFUL.some((type) => address.includes(` ${type}.`)));
    expect(lost).toEqual([]);
  });
});
