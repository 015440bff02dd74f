import { created, deleted, replaced, reviewOf, stackOf, updated } from "../testing/plans";
import { byStakes } from "./stakes";

const open = (port: number) => ({
  ingress: [{ from_port: port, to_port: port, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }],
});

describe("byStakes", () => {
  it("puts what is lost for ever above what may be, and an administrator above the port of a website", () => {
    const review = reviewOf([
      updated("aws_iam_role.u", { path: "/" }, { path: "/x/" }),
      created("aws_security_group.web", open(443)),
      created("aws_security_group.ssh", open(22)),
      deleted("aws_iam_role.gone", {}),
      created("aws_iam_role_policy_attachment.admin", { policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
      replaced("aws_lb.l", {}, {}),
      deleted("acme_thing.t", {}),
      updated("aws_cloudwatch_log_group.l", { retention_in_days: 90 }, { retention_in_days: 7 }),
      deleted("aws_db_instance.d", {}),
    ]);
    expect(byStakes(stackOf(review).resources, (one) => one).map(({ address }) => address)).toEqual([
      "aws_db_instance.d",
      "acme_thing.t",
      "aws_cloudwatch_log_group.l",
      "aws_lb.l",
      "aws_iam_role_policy_attachment.admin",
      "aws_security_group.ssh",
      "aws_security_group.web",
      "aws_iam_role.gone",
      "aws_iam_role.u",
    ]);
  });

  it("keeps types together, and else the order of the plan", () => {
    const review = reviewOf(
      ["aws_sqs_queue.b", "aws_db_instance.b", "aws_sqs_queue.a", "aws_db_instance.a"].map((one) => deleted(one, {})),
    );
    expect(byStakes(stackOf(review).resources, (one) => one).map(({ address }) => address)).toEqual([
      "aws_sqs_queue.b",
      "aws_sqs_queue.a",
      "aws_db_instance.b",
      "aws_db_instance.a",
    ]);
  });

  it("puts the largest sum of costs first, and what says the same together", () => {
    const alarm = { alarm_name: "a", period: 60 };
    const review = reviewOf([
      created("aws_kms_key.k", {}),
      created("aws_cloudwatch_metric_alarm.a", alarm),
      created("aws_nat_gateway.n", {}),
      created("aws_cloudwatch_metric_alarm.fast", { ...alarm, period: 10 }),
      created("aws_cloudwatch_metric_alarm.b", alarm),
    ]);
    expect(byStakes(stackOf(review).resources, (one) => one).map(({ address }) => address)).toEqual([
      "aws_nat_gateway.n",
      "aws_kms_key.k",
      "aws_cloudwatch_metric_alarm.a",
      "aws_cloudwatch_metric_alarm.b",
      "aws_cloudwatch_metric_alarm.fast",
    ]);
  });
});
