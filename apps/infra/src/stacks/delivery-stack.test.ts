import { deliveryRoles } from "@app/config";
import { synthesized } from "../synthesized-app";
import { others } from "../testing/applications";
import { deliveryStatements, isAllowed, type Statement, statementsOf } from "../testing/authorization";

// biome-ignore lint/suspicious/noExplicitAny: assertions reach into JSON of any shape
type Stack = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, any>>>>>>;

/** AWS counts without white space. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LONGEST_POLICY = 6144;
const MOST_POLICIES = 10;
const ISSUER = "token.actions.githubusercontent.com";

const environment = others.load("shipped");
const { files, dependencies } = synthesized(environment);
const delivery = resourcesOf(files, "infra-delivery");
const { plan, deploy, deployBoundary, taskBoundary } = deliveryStatements(files["infra-delivery"] ?? "");

function resourcesOf(all: Readonly<Record<string, string>>, stack: string): Stack {
  return JSON.parse(all[stack] ?? "{}").resource;
}

function trust(role: string): Statement & { readonly Principal: object } {
  const [statement] = statementsOf(delivery.aws_iam_role?.[role]?.assume_role_policy);
  return statement as Statement & { readonly Principal: object };
}

describe("the roles of delivery", () => {
  it.each([
    ["plan_role", "shipped-plan"],
    ["deploy_role", "shipped"],
  ])("let %s be assumed in the GitHub environment %s of the repository, and nowhere else", (role, name) => {
    expect(trust(role)).toMatchObject({
      Effect: "Allow",
      Action: ["sts:AssumeRoleWithWebIdentity"],
      Principal: { Federated: "${aws_iam_openid_connect_provider.github_provider.arn}" },
      Condition: {
        StringEquals: {
          [`${ISSUER}:aud`]: "sts.amazonaws.com",
          [`${ISSUER}:sub`]: `repo:team/parcel:environment:${name}`,
        },
      },
    });
  });

  it("have the names that workflows look for", () => {
    const names = Object.values(delivery.aws_iam_role ?? {}).map(({ name }) => `role/${name}`);
    const expected = Object.values(deliveryRoles(environment)).map((arn) => arn.split(":").at(-1));
    expect(names.sort()).toEqual(expected.sort());
  });

  it("fit into what IAM takes", () => {
    const policies = Object.values(delivery.aws_iam_policy ?? {});
    for (const { policy } of policies) expect(policy.replace(/\s/g, "").length).toBeLessThanOrEqual(LONGEST_POLICY);
    const attached = Object.values(delivery.aws_iam_role_policy_attachment ?? {}).map(({ role }) => role);
    expect(attached.filter((role) => role.includes("deploy")).length).toBeLessThanOrEqual(MOST_POLICIES);
  });

  it("use the account's identity provider where it has one", () => {
    const stack = resourcesOf(synthesized(others.load("beside-shipped")).files, "infra-delivery");
    expect(stack.aws_iam_openid_connect_provider).toBeUndefined();
    const [statement] = statementsOf(stack.aws_iam_role?.plan_role?.assume_role_policy);
    expect(statement).toMatchObject({
      Principal: { Federated: `arn:aws:iam::333333333333:oidc-provider/${ISSUER}` },
    });
  });

  it("are made only where the environment says who delivers it", () => {
    expect(Object.keys(synthesized(others.load("plain")).files)).not.toContain("infra-delivery");
  });
});

describe("the role that plans", () => {
  it.each([
    ["items", "dynamodb:GetItem", "*"],
    ["messages", "sqs:ReceiveMessage", "*"],
    ["lines of logs", "logs:GetLogEvents", "*"],
    ["objects of the application", "s3:GetObject", "arn:aws:s3:::parcel-shipped-exports-333333333333/a.csv"],
    [
      "secrets of others",
      "secretsmanager:GetSecretValue",
      "arn:aws:secretsmanager:eu-west-1:333333333333:secret:team/stripe-a",
    ],
    [
      "passwords of databases",
      "secretsmanager:GetSecretValue",
      "arn:aws:secretsmanager:eu-west-1:333333333333:secret:rds!db-a",
    ],
  ])("reads no %s", (_, action, resource) => {
    expect(isAllowed(plan, action, resource)).toBe(false);
  });

  it("reads no secret at all where none is generated", () => {
    const file = synthesized(others.load("beside-shipped")).files["infra-delivery"] ?? "";
    expect(isAllowed(deliveryStatements(file).plan, "secretsmanager:GetSecretValue", "*")).toBe(false);
  });

  it("reads states, and writes none", () => {
    const state = "arn:aws:s3:::parcel-shipped-tfstate-333333333333/parcel/shipped/network.tfstate";
    expect(isAllowed(plan, "s3:GetObject", state)).toBe(true);
    expect(isAllowed(plan, "s3:PutObject", state)).toBe(false);
  });

  it("changes nothing: every action of it only describes", () => {
    const actions = plan.flatMap(({ Action }) => Action.map((action) => action.split(":")[1] ?? ""));
    // A login to the registry lives with the rights of its owner.
    for (const action of actions) expect(action).toMatch(/^(Describe|Get|List|BatchGetImage$)/);
  });
});

describe("the role that deploys", () => {
  const role = (name: string) => `arn:aws:iam::333333333333:role/${name}`;

  it("passes the environment's roles to those services that run its tasks, and to nobody else", () => {
    const passing = deploy.filter(({ Action, Effect }) => Effect === "Allow" && Action.includes("iam:PassRole"));
    expect(passing).toEqual([
      {
        Sid: "PassRoles",
        Effect: "Allow",
        Action: ["iam:PassRole"],
        Resource: [role("parcel-shipped-*")],
        Condition: {
          StringEquals: {
            "iam:PassedToService": [
              "ecs-tasks.amazonaws.com",
              "ecs.amazonaws.com",
              "scheduler.amazonaws.com",
              "vpc-flow-logs.amazonaws.com",
            ],
          },
        },
      },
    ]);
  });

  it.each(["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"])(
    "may %s only within the boundary",
    (action) => {
      const statements = deploy.filter(({ Action, Effect }) => Effect === "Allow" && Action.includes(action));
      expect(statements.map(({ Condition }) => Condition)).toEqual([
        { StringEquals: { "iam:PermissionsBoundary": "${aws_iam_policy.task_boundary_policy.arn}" } },
      ]);
    },
  );

  it.each([
    ["widens its own role", "iam:PutRolePolicy", role("parcel-shipped-deploy")],
    ["lets others assume it", "iam:UpdateAssumeRolePolicy", role("parcel-shipped-deploy")],
    ["passes itself to a task", "iam:PassRole", role("parcel-shipped-deploy")],
    ["lets others assume the pipeline's", "iam:UpdateAssumeRolePolicy", role("parcel-shipped-pipeline-deploy")],
    [
      "changes what limits it",
      "iam:CreatePolicyVersion",
      "arn:aws:iam::333333333333:policy/parcel-shipped-deploy-boundary",
    ],
    ["lifts a boundary", "iam:DeleteRolePermissionsBoundary", role("parcel-shipped-front-task")],
    ["changes another environment's roles", "iam:PutRolePolicy", role("parcel-production-front-task")],
    ["makes users", "iam:CreateUser", "arn:aws:iam::333333333333:user/me"],
    ["reads items", "dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:333333333333:table/parcel-shipped-notes"],
    [
      "reads a database's password",
      "secretsmanager:GetSecretValue",
      "arn:aws:secretsmanager:eu-west-1:333333333333:secret:rds!db-a",
    ],
    [
      "deletes another environment's table",
      "dynamodb:DeleteTable",
      "arn:aws:dynamodb:eu-west-1:333333333333:table/parcel-production-notes",
    ],
  ])("never %s", (_, action, resource) => {
    expect(isAllowed(deploy, action, resource)).toBe(false);
  });

  it("has a boundary that holds everything that it does", () => {
    expect(delivery.aws_iam_role?.deploy_role?.permissions_boundary).toBe(
      "${aws_iam_policy.deploy_boundary_policy.arn}",
    );
    const outside = deploy
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action, Resource }) => Action.flatMap((action) => Resource.map((resource) => [action, resource])))
      .filter(([action = "", resource = ""]) => !isAllowed(deployBoundary, action, resource));
    expect(outside).toEqual([]);
  });
});

describe("the boundary of tasks", () => {
  const all = others.names().map((name) => others.load(name));

  it("is on every role that a deploy creates", () => {
    const boundary = "arn:aws:iam::333333333333:policy/parcel-shipped-task-boundary";
    const roles = Object.keys(files)
      .filter((stack) => stack !== "infra-delivery")
      .flatMap((stack) => Object.values(resourcesOf(files, stack).aws_iam_role ?? {}));
    expect(roles.length).toBeGreaterThan(0);
    for (const { permissions_boundary } of roles) expect(permissions_boundary).toBe(boundary);
  });

  it("is there before the first role", () => {
    for (const stack of ["infra-network", "infra-cluster"]) expect(dependencies[stack]).toContain("infra-delivery");
  });

  it.each(all.map((one) => [one.name, one] as const))("holds everything that a role of %s is granted", (_, one) => {
    const outside = Object.values(synthesized(one).files)
      .flatMap((file) => Object.values((JSON.parse(file).resource?.aws_iam_role_policy ?? {}) as Stack[string]))
      .flatMap(({ policy }) => statementsOf(policy).flatMap(({ Action }) => Action))
      .filter((action) => !isAllowed(taskBoundary, action, "*"));
    expect(outside).toEqual([]);
  });
});
