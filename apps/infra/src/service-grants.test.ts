import { stackGroup } from "@app/config";
import { neededEndpoints, serviceGrants } from "./service-grants";
import { synthesized } from "./synthesized-app";
import { others } from "./testing/applications";

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** What the task of a service may do, on what. */
function granted(name: string, service: string): Statement[] {
  const file = synthesized(others.load(name)).files[`${stackGroup}-service-${service}`] ?? "{}";
  const { resource } = JSON.parse(file) as { resource: { aws_iam_role_policy: { task_policy?: { policy: string } } } };
  const { policy } = resource.aws_iam_role_policy.task_policy ?? { policy: '{"Statement":[]}' };
  return (JSON.parse(policy) as { Statement: Statement[] }).Statement;
}

const output = (name: string) => `\${data.terraform_remote_state.${stackGroup}_data.outputs.${name}}`;

describe("what a service uses", () => {
  it("reaches its task, through the outputs of the data stack, and nothing else does", () => {
    const resources = granted("several", "front").flatMap(({ Resource }) => Resource);
    expect(new Set(resources)).toEqual(
      new Set([output("orders_table_arn"), `${output("orders_table_arn")}/index/*`, output("visits_table_arn")]),
    );
  });

  it("is as much as the verb says", () => {
    const actions = (service: string) => granted("several", service).flatMap(({ Action }) => Action);
    expect(actions("admin")).not.toContain("dynamodb:PutItem");
    expect(actions("api")).toEqual(expect.arrayContaining(["dynamodb:GetItem", "dynamodb:PutItem"]));
  });

  it("is what a worker consumes as well, beside what it uses of the same queue", () => {
    const statements = granted("working", "mailer");
    expect(new Set(statements.flatMap(({ Resource }) => Resource))).toEqual(new Set([output("mails_queue_arn")]));
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions).toEqual(expect.arrayContaining(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:SendMessage"]));
    expect(granted("working", "front").flatMap(({ Action }) => Action)).not.toContain("sqs:ReceiveMessage");
    expect(granted("working", "poller")).toEqual([]);
  });

  it("is a URL and a way to the port where it is a cache, and no right of IAM", () => {
    expect(granted("cached", "front")).toEqual([]);
    const { resource } = JSON.parse(
      synthesized(others.load("cached")).files[`${stackGroup}-service-front`] ?? "{}",
    ) as Record<string, Record<string, Record<string, Record<string, unknown>>>>;
    const rule = (key: string, side: string) =>
      resource?.[`aws_vpc_security_group_${side}_rule`]?.[`tasks_store_${key}_${side === "egress" ? "out" : "in"}`];
    expect(rule("sessions", "ingress")).toMatchObject({
      security_group_id: output("sessions_cache_security_group_id"),
      referenced_security_group_id: "${aws_security_group.tasks.id}",
      from_port: 6379,
      to_port: 6379,
    });
    expect(rule("pages", "egress")).toMatchObject({
      security_group_id: "${aws_security_group.tasks.id}",
      referenced_security_group_id: output("pages_cache_security_group_id"),
      from_port: 6380,
    });
  });

  it("is found under the names that the description chooses", () => {
    const existing = others.load("existing");
    const [service] = existing.services;
    if (!service) throw new Error("the example has no service");
    const variableNames = { STRIPE_KEY: "STRIPE_API_KEY" };
    const grants = serviceGrants(
      existing,
      { ...service, variableNames },
      { stripeKeySecretArn: "a", signingKeySecretArn: "b" },
    );
    expect(Object.assign({}, ...grants.map(({ secrets }) => secrets))).toEqual({
      STRIPE_API_KEY: "a",
      SIGNING_KEY: "b",
    });
  });

  it("opens the endpoints that a network without a way out needs", () => {
    expect(neededEndpoints(others.load("several"))).toEqual(["dynamodb", "ssmmessages"]);
    expect(neededEndpoints(others.load("existing"))).toEqual(["secretsmanager"]);
    expect(neededEndpoints(others.load("working"))).toEqual(["sqs"]);
    expect(neededEndpoints(others.load("cached"))).toEqual(["secretsmanager"]);
    expect(neededEndpoints(others.load("filing"))).toEqual(["s3"]);
  });
});
