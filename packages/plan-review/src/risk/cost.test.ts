import { priceText, topLine } from "../output/text";
import type { Plan, ResourceChange } from "../plan/plan";
import { created, deleted, planOf, replaced, resource, reviewOf, unchanged, updated } from "../testing/plans";
import { Costs, costText } from "./cost";

function costOf(
  change: ResourceChange,
  others: readonly ResourceChange[] = [],
  rest: Partial<Plan> = {},
): number | undefined {
  const cost = new Costs(planOf([change, ...others], rest)).monthly(change);
  return cost === undefined ? undefined : Math.round(cost * 100) / 100;
}

/** One task of a quarter vCPU and half a GB: (0.25 × 0.04048 + 0.5 × 0.004445) × 730 */
const SMALL = { cpu: "256", memory: "512", requires_compatibilities: ["FARGATE"], arn: "arn:small:1" };
const SERVICE = { desired_count: 2, launch_type: "FARGATE", task_definition: "arn:small:1" };

describe("Costs", () => {
  it.each<[string, Record<string, unknown>, number | undefined]>([
    ["aws_lb", {}, 16.43],
    ["aws_nat_gateway", {}, 32.85],
    ["aws_eip", {}, 3.65],
    ["aws_vpc_endpoint", { vpc_endpoint_type: "Interface", subnet_ids: ["a", "b", "c"] }, 21.9],
    ["aws_vpc_endpoint", { vpc_endpoint_type: "Gateway" }, undefined],
    ["aws_wafv2_web_acl", { rule: [{}, {}, {}] }, 8],
    ["aws_cloudwatch_metric_alarm", { period: 60 }, 0.1],
    ["aws_cloudwatch_metric_alarm", { period: 10 }, 0.3],
    ["aws_cloudwatch_dashboard", {}, 3],
    ["aws_route53_zone", {}, 0.5],
    ["aws_kms_key", {}, 1],
    ["aws_secretsmanager_secret", {}, 0.4],
    // Billed by use.
    ["aws_cloudwatch_log_group", { retention_in_days: 30 }, undefined],
    ["aws_dynamodb_table", {}, undefined],
    ["constructor", {}, undefined],
  ])("knows what a new %s adds to the bill", (type, values, expected) => {
    expect(costOf(created(`${type}.a`, values))).toBe(expected);
  });

  it("takes off the bill what is deleted, and the difference of what changes", () => {
    expect(costOf(deleted("aws_nat_gateway.a", {}))).toBe(-32.85);
    expect(costOf(updated("aws_wafv2_web_acl.a", { rule: [{}] }, { rule: [{}, {}] }))).toBe(1);
    expect(costOf(replaced("aws_lb.a", {}, {}))).toBeUndefined();
  });

  it("leaves on the bill what only leaves the state, or comes into it as it is", () => {
    expect(costOf(resource("aws_lb.a", { actions: ["forget"], before: {}, after: null }))).toBeUndefined();
    expect(
      costOf(resource("aws_lb.a", { actions: ["no-op"], before: {}, after: {}, importing: { id: "x" } })),
    ).toBeUndefined();
    expect(costOf(resource("data.aws_lb.a", { actions: ["create"], before: null, after: {} }))).toBeUndefined();
    expect(costOf(resource("aws_lb.a", { actions: ["create", "forget"], before: {}, after: {} }))).toBe(16.43);
  });

  it("counts as many tasks as a service wants to run", () => {
    const definition = created("aws_ecs_task_definition.a", SMALL);
    expect(costOf(created("aws_ecs_service.a", SERVICE), [definition])).toBe(18.02);
    expect(
      costOf(updated("aws_ecs_service.a", SERVICE, { ...SERVICE, desired_count: 3 }), [
        unchanged("aws_ecs_task_definition.a", SMALL),
      ]),
    ).toBe(9.01);
  });

  it("prices a service by the task definition before and after, also where it is replaced", () => {
    const definition = replaced("aws_ecs_task_definition.a", SMALL, { ...SMALL, cpu: "512", memory: "1024" });
    const service = updated(
      "aws_ecs_service.a",
      SERVICE,
      { ...SERVICE, task_definition: undefined },
      { after_unknown: { task_definition: true } },
    );
    expect(costOf(service, [definition])).toBe(18.02);
    expect(costOf(definition, [service])).toBeUndefined();
  });

  it("knows ARM to be cheaper, and does not guess what Windows or EC2 cost", () => {
    const costWith = (values: object, service = SERVICE) =>
      costOf(created("aws_ecs_service.a", service), [created("aws_ecs_task_definition.a", { ...SMALL, ...values })]);
    expect(costWith({ runtime_platform: [{ cpu_architecture: "ARM64" }] })).toBe(14.42);
    expect(costWith({ runtime_platform: [{ operating_system_family: "WINDOWS_SERVER_2022_CORE" }] })).toBeUndefined();
    expect(costWith({ requires_compatibilities: ["EC2"] }, { ...SERVICE, launch_type: "EC2" })).toBeUndefined();
  });

  it("takes cpu and memory in words, as AWS does", () => {
    const costWith = (cpu: string, memory: string) =>
      costOf(created("aws_ecs_service.a", SERVICE), [created("aws_ecs_task_definition.a", { ...SMALL, cpu, memory })]);
    expect(costWith(".25 vCPU", "0.5GB")).toBe(18.02);
    expect(costWith("1 vcpu", "2 GB")).toBe(costWith("1024", "2048"));
  });

  it("prices what runs in Spot, also of a mixed strategy, and a change of it", () => {
    const definition = unchanged("aws_ecs_task_definition.a", SMALL);
    const service = (...capacity_provider_strategy: object[]) => ({
      ...SERVICE,
      launch_type: null,
      capacity_provider_strategy,
    });
    const [spot, fargate] = ["FARGATE_SPOT", "FARGATE"].map((capacity_provider) => ({ capacity_provider, weight: 1 }));
    const all = costOf(created("aws_ecs_service.a", SERVICE), [definition]) ?? 0;
    expect(costOf(created("aws_ecs_service.a", service(spot ?? {})), [definition])).toBeCloseTo(all * 0.3, 1);
    expect(costOf(created("aws_ecs_service.a", service(spot ?? {}, fargate ?? {})), [definition])).toBeCloseTo(
      all * 0.65,
      1,
    );
    expect(
      costOf(created("aws_ecs_service.a", service(spot ?? {}, { ...fargate, weight: 0, base: 2 })), [definition]),
    ).toBeCloseTo(all, 1);
    expect(costOf(updated("aws_ecs_service.a", service(spot ?? {}), service(fargate ?? {})), [definition])).toBeCloseTo(
      all * 0.7,
      1,
    );
    expect(
      costOf(created("aws_ecs_service.a", service({ capacity_provider: "own", weight: 1 })), [definition]),
    ).toBeUndefined();
  });

  it("counts the tasks that autoscaling keeps running, whatever the service wants", () => {
    const named = { ...SERVICE, name: "web" };
    const definition = unchanged("aws_ecs_task_definition.a", SMALL);
    const target = (min_capacity: number) => ({ resource_id: "service/main/web", min_capacity, max_capacity: 9 });
    expect(
      costOf(created("aws_ecs_service.a", named), [created("aws_appautoscaling_target.a", target(4)), definition]),
    ).toBe(36.04);
    expect(
      costOf(updated("aws_appautoscaling_target.a", target(2), target(4)), [
        unchanged("aws_ecs_service.a", named),
        definition,
      ]),
    ).toBe(18.02);
    expect(
      costOf(created("aws_appautoscaling_target.a", target(4)), [created("aws_ecs_service.a", named), definition]),
    ).toBeUndefined();
  });

  it("counts every metric of an alarm, and public addresses", () => {
    const query = (period: number) => ({ metric: [{ period }] });
    expect(
      costOf(
        created("aws_cloudwatch_metric_alarm.a", { metric_query: [query(60), query(60), { expression: "m1+m2" }] }),
      ),
    ).toBe(0.2);
    expect(costOf(created("aws_cloudwatch_metric_alarm.a", { period: null, metric_query: [query(10)] }))).toBe(0.3);
    expect(costOf(created("aws_lb.a", { internal: false, subnets: ["a", "b"] }))).toBe(23.73);
  });

  it("reckons with the figures of the region that the provider is in", () => {
    const provider_config = { aws: { expressions: { region: { constant_value: "eu-central-1" } } } };
    const inFrankfurt = (change: ResourceChange, others: readonly ResourceChange[] = []) =>
      costOf(change, others, { configuration: { provider_config } });
    // 0.027 and two addresses of 0.005 an hour.
    expect(inFrankfurt(created("aws_lb.a", { internal: false, subnets: ["a", "b"] }))).toBe(27.01);
    expect(inFrankfurt(created("aws_nat_gateway.a", {}))).toBe(37.96);
    const networked = { ...SERVICE, network_configuration: [{ assign_public_ip: true }] };
    // Two of 0.25 × 0.04656, 0.5 × 0.00511 and 0.005.
    expect(inFrankfurt(created("aws_ecs_service.a", networked), [created("aws_ecs_task_definition.a", SMALL)])).toBe(
      28.02,
    );
  });

  it("knows small databases, and does not guess others", () => {
    const database = { instance_class: "db.t4g.micro", engine: "postgres", allocated_storage: 20 };
    expect(costOf(created("aws_db_instance.a", database))).toBe(13.98);
    expect(costOf(created("aws_db_instance.a", { ...database, multi_az: true }))).toBe(27.96);
    expect(costOf(created("aws_db_instance.a", { ...database, instance_class: "db.r6g.16xlarge" }))).toBeUndefined();
  });

  it("names in the review what has no price, and nothing that costs nothing", () => {
    const review = reviewOf([
      created("aws_cloudwatch_metric_alarm.a", { period: 300 }),
      created("aws_instance.a", { instance_type: "p5.48xlarge" }),
      deleted("google_sql_database_instance.a", {}),
      updated("aws_elasticache_cluster.a", { node_type: "a" }, { node_type: "b" }),
      updated("aws_instance.b", { tags: { a: "1" } }, { tags: { a: "2" } }),
      created("aws_route53_health_check.a", {}),
      created("aws_iam_role.a", {}),
      created("aws_s3_bucket.a", {}),
      created("kubernetes_deployment.a", {}),
    ]);
    expect(review.unpriced.map(({ type }) => type)).toEqual([
      "aws_instance",
      "google_sql_database_instance",
      "aws_elasticache_cluster",
      "aws_route53_health_check",
    ]);
    expect(topLine(review)).toContain("+$0.10 a month and 4 not priced");
    expect(priceText(review)).toContain(
      "Not priced: aws_instance, google_sql_database_instance, aws_elasticache_cluster, aws_route53_health_check.",
    );
  });

  it("finds the task definition that the service's configuration refers to, in its module", () => {
    const configuration = {
      root_module: {
        module_calls: {
          web: {
            module: {
              resources: [
                {
                  address: "aws_ecs_service.this",
                  expressions: {
                    task_definition: { references: ["aws_ecs_task_definition.big.arn", "aws_ecs_task_definition.big"] },
                  },
                },
              ],
            },
          },
        },
      },
    };
    const definitions = [
      created("module.web.aws_ecs_task_definition.small", SMALL),
      created("module.web.aws_ecs_task_definition.big", { ...SMALL, cpu: "1024", memory: "2048" }),
    ];
    expect(
      costOf(created("module.web.aws_ecs_service.this", { ...SERVICE, desired_count: 1 }), definitions, {
        configuration,
      }),
    ).toBe(36.04);
  });

  it("counts the subnets of an endpoint that the configuration names while they are not known yet", () => {
    const references = ["aws_subnet.a.id", "aws_subnet.a", "aws_subnet.b.id", "aws_subnet.b"];
    const configuration = {
      root_module: { resources: [{ address: "aws_vpc_endpoint.a", expressions: { subnet_ids: { references } } }] },
    };
    const endpoint = created(
      "aws_vpc_endpoint.a",
      { vpc_endpoint_type: "Interface" },
      { after_unknown: { subnet_ids: true } },
    );
    expect(costOf(endpoint, [], { configuration })).toBe(14.6);
  });

  it("counts those of a load balancer alike, for its addresses", () => {
    const references = ["aws_subnet.a.id", "aws_subnet.a", "aws_subnet.b.id", "aws_subnet.b"];
    const configuration = {
      root_module: { resources: [{ address: "aws_lb.a", expressions: { subnets: { references } } }] },
    };
    const balancer = created("aws_lb.a", { internal: false }, { after_unknown: { subnets: true } });
    expect(costOf(balancer, [], { configuration })).toBe(23.73);
    const mapped = { internal: false, subnet_mapping: [{ subnet_id: "a" }, { subnet_id: "b" }, { subnet_id: "c" }] };
    expect(costOf(created("aws_lb.a", mapped))).toBe(27.38);
  });

  it("tells what everything costs from then on, also what does not change, and nothing twice", () => {
    const named = { ...SERVICE, name: "web" };
    const target = { resource_id: "service/main/web", min_capacity: 2, max_capacity: 9 };
    const changes = [
      created("aws_nat_gateway.a", {}),
      unchanged("aws_lb.a", {}),
      deleted("aws_lb.b", {}),
      unchanged("aws_ecs_service.a", named),
      unchanged("aws_ecs_task_definition.a", SMALL),
      unchanged("aws_appautoscaling_target.a", target),
      unchanged("data.aws_nat_gateway.b", {}),
    ];
    expect(reviewOf(changes).idle.monthlyCost).toBeCloseTo(32.85 + 16.425 + 18.02, 1);
  });

  it("is summed up in the review", () => {
    const review = reviewOf([
      created("aws_nat_gateway.a", {}),
      created("aws_nat_gateway.b", {}),
      deleted("aws_lb.a", {}),
    ]);
    expect(review.monthlyCost).toBeCloseTo(2 * 32.85 - 16.425);
    expect(review.stacks[0]?.resources[0]?.findings).toContainEqual({
      level: "cost",
      rule: "cost",
      reason: "+$32.85 a month",
    });
  });
});

describe("costText", () => {
  it("says whether more or less is paid", () => {
    expect(costText(12.345)).toBe("+$12.35 a month");
    expect(costText(-3)).toBe("−$3.00 a month");
  });
});
