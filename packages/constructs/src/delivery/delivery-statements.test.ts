import type { PolicyStatement } from "../policy/policy-document";
import { meaningless } from "../testing/service-authorization";
import { taskBoundaryStatements } from "./boundary-statements";
import type { DeliveryScope } from "./delivery-scope";
import { deployPolicies } from "./deploy-statements";
import { planStatements } from "./plan-statements";

const scope: DeliveryScope = {
  partition: "aws",
  accountId: "111111111111",
  region: "eu-central-1",
  application: "shop",
  name: "shop-staging",
  secretName: "shop/staging",
  stateBucket: "shop-staging-tfstate-111111111111",
  existingBuckets: ["team-archive"],
  existingRepositories: ["team/api"],
  generatesSecrets: true,
  clientSecretName: "shop/identity",
  userPoolArn: "arn:aws:cognito-idp:eu-central-1:111111111111:userpool/eu-central-1_Ab12Cd34E",
};

const BOUNDARY = "arn:aws:iam::111111111111:policy/shop-staging-task-boundary";
const policies: Record<string, readonly PolicyStatement[]> = {
  read: planStatements(scope),
  boundary: taskBoundaryStatements(scope),
  ...deployPolicies(scope, BOUNDARY),
};
const statements = Object.entries(policies).flatMap(([policy, all]) =>
  all.map((statement) => [`${policy} ${statement.sid}`, statement] as const),
);

/** What AWS's reference says against it; `*` is a resource of every action. */
async function against({ resources = [], ...statement }: PolicyStatement): Promise<string[]> {
  const named = resources.filter((arn) => arn !== "*");
  const found = await meaningless({ ...statement, resources: named });
  return found.filter((finding) => !finding.includes("takes no resource like") || named.length > 0);
}

describe("a statement of delivery", () => {
  it.each(statements)("means to AWS what it says: %s", async (_, statement) => {
    expect(await against(statement)).toEqual([]);
  });

  it.each(Object.entries(policies))("has a name of its own in the policy %s", (_, all) => {
    const sids = all.map(({ sid }) => sid);
    expect(new Set(sids).size).toBe(sids.length);
    for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
  });

  it("names no action twice in one statement, and lists them in order", () => {
    for (const [, { actions }] of statements) expect(actions).toEqual([...new Set(actions)].sort());
  });
});
