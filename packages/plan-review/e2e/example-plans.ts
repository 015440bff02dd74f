import type { PlannedStack } from "../src/review/review-plans";
import { resource, stack } from "./plan-builder";

const REPOSITORY = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/notes";
const OLD_IMAGE = `${REPOSITORY}@sha256:3b1f0c5c9d6c7cf1e20f0e6bc0d6a7c4b2b3f1a09e8d7c6b5a4f3e2d1c0b9a88`;
const NEW_IMAGE = `${REPOSITORY}@sha256:9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a77`;

function containers(image: string, logLevel: string): string {
  return JSON.stringify([
    {
      name: "flask",
      image,
      essential: true,
      environment: [
        { name: "LOG_LEVEL", value: logLevel },
        { name: "PORT", value: "8000" },
      ],
      portMappings: [{ containerPort: 8000 }],
    },
  ]);
}

function policy(actions: readonly string[], resources: readonly string[]): string {
  const Statement = [
    { Sid: "Table", Effect: "Allow", Action: actions, Resource: resources },
    { Sid: "Logs", Effect: "Allow", Action: ["logs:PutLogEvents"], Resource: ["arn:aws:logs:*:*:log-group:/notes:*"] },
  ];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

const network = stack("infra-network", [], {
  changes: [
    resource("aws_subnet.private[2]", ["create"], {
      after: { cidr_block: "10.0.48.0/20", availability_zone: "eu-central-1c", map_public_ip_on_launch: false },
      after_unknown: { id: true, arn: true },
    }),
    resource("aws_vpc.main", ["update"], {
      before: { cidr_block: "10.0.0.0/16", tags: { owner: "web" } },
      after: { cidr_block: "10.0.0.0/16", tags: { owner: "platform" } },
    }),
    resource(
      "data.aws_availability_zones.available",
      ["read"],
      { after: { state: "available" } },
      {
        action_reason: "read_because_config_unknown",
      },
    ),
  ],
  drift: [
    resource("aws_flow_log.vpc", ["update"], {
      before: { max_aggregation_interval: 60 },
      after: { max_aggregation_interval: 600 },
    }),
    resource("aws_security_group.endpoints", ["update"], {
      before: { ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["10.0.0.0/16"] }] },
      after: { ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }] },
    }),
  ],
  outputs: {
    private_subnet_ids: {
      actions: ["update"],
      before: ["subnet-0a1", "subnet-0b2"],
      after_unknown: true,
    },
    flow_log_group: { actions: ["create"], before: null, after: "/infra/network/flow" },
  },
});

const data = stack("infra-data", [], {
  changes: [
    resource(
      "aws_dynamodb_table.notes",
      ["delete", "create"],
      {
        before: {
          name: "notes",
          billing_mode: "PAY_PER_REQUEST",
          hash_key: "id",
          point_in_time_recovery: [{ enabled: true }],
        },
        after: {
          name: "notes-v2",
          billing_mode: "PAY_PER_REQUEST",
          hash_key: "id",
          point_in_time_recovery: [{ enabled: true }],
        },
        after_unknown: { arn: true, id: true },
        replace_paths: [["name"]],
      },
      { action_reason: "replace_because_cannot_update" },
    ),
    resource(
      "aws_s3_bucket.attachments",
      ["delete"],
      { before: { bucket: "notes-attachments", arn: "arn:aws:s3:::notes-attachments" } },
      {
        action_reason: "delete_because_no_resource_config",
      },
    ),
    resource("aws_kms_alias.old", ["forget"], { before: { name: "alias/notes" } }),
  ],
  outputs: {
    table_name: { actions: ["update"], before: "notes", after: "notes-v2" },
    attachments_bucket: { actions: ["delete"], before: "notes-attachments", after: null },
    admin_password: { actions: ["update"], before: "hunter-two", after: "hunter-three", after_sensitive: true },
  },
});

const edge = stack("infra-edge", ["infra-network", "infra-dns"], {
  changes: [
    resource(
      "aws_lb_target_group.app",
      ["create", "delete"],
      {
        before: { name: "notes", port: 8000, protocol: "HTTP", target_type: "instance", slow_start: 0 },
        after: { name: "notes", port: 8000, protocol: "HTTP", target_type: "ip", slow_start: 30 },
        after_unknown: { arn: true },
        replace_paths: [["target_type"]],
      },
      { action_reason: "replace_because_cannot_update" },
    ),
    resource("aws_security_group.alb", ["update"], {
      before: {
        description: "edge",
        ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["10.0.0.0/8"] }],
      },
      after: {
        description: "edge",
        ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }],
      },
    }),
    resource("aws_lb.main", ["update"], {
      before: { idle_timeout: 60, enable_deletion_protection: true },
      after: { idle_timeout: 75, enable_deletion_protection: false },
    }),
    resource("aws_wafv2_web_acl.edge", ["create"], {
      after: { name: "edge", scope: "REGIONAL" },
      after_unknown: { arn: true },
    }),
    resource(
      "module.dns.aws_route53_record.alias",
      ["no-op"],
      { before: { name: "a" }, after: { name: "a" } },
      {
        previous_address: "aws_route53_record.alias",
      },
    ),
  ],
  outputs: {
    target_group_arn: { actions: ["update"], before: "arn:aws:elasticloadbalancing:…/notes/1f", after_unknown: true },
  },
  reads: { "aws_lb.main": ["infra_network.private_subnet_ids", "infra_dns.zone_id"] },
});

const service = stack(
  "infra-service",
  ["infra-network", "infra-registry", "infra-data", "infra-edge"],
  {
    changes: [
      resource("aws_ecs_task_definition.app", ["delete", "create"], {
        before: { family: "notes", cpu: "256", memory: "512", container_definitions: containers(OLD_IMAGE, "info") },
        after: { family: "notes", cpu: "512", memory: "1024", container_definitions: containers(NEW_IMAGE, "debug") },
        after_unknown: { arn: true, revision: true },
        replace_paths: [["container_definitions"], ["cpu"]],
      }),
      resource("aws_iam_role_policy.task", ["update"], {
        before: {
          name: "task",
          policy: policy(["dynamodb:GetItem", "dynamodb:PutItem"], ["arn:aws:dynamodb:::table/notes"]),
        },
        after: { name: "task", policy: policy(["dynamodb:*"], ["*"]) },
      }),
      resource("aws_ecs_service.app", ["update"], {
        before: {
          desired_count: 2,
          load_balancer: [{ target_group_arn: "arn:…/1f" }],
          network_configuration: [{ subnets: ["subnet-0a1"] }],
        },
        after: {
          desired_count: 2,
          load_balancer: [{ target_group_arn: "‹target_group_arn of infra-edge›" }],
          network_configuration: [{ subnets: ["‹private_subnet_ids[0] of infra-network›"] }],
        },
      }),
      resource("aws_s3_object.motd", ["update"], {
        before: { content: `line one\nline two\n${"filler\n".repeat(12)}the end`, content_language: "é".repeat(40) },
        after: {
          content: `line one\nline 2\n${"filler\n".repeat(12)}the very end`,
          content_language: "x".repeat(4000),
        },
      }),
      resource("aws_cloudwatch_log_group.app", ["no-op"], {
        before: { name: "/notes" },
        after: { name: "/notes" },
        importing: { id: "/notes" },
      }),
      resource("aws_db_instance.reports", ["update"], {
        before: { password: "hunter-two", instance_class: "db.t4g.small" },
        after: { password: "hunter-three", instance_class: "db.t4g.medium" },
        before_sensitive: { password: true },
        after_sensitive: { password: true },
      }),
    ],
    outputs: {
      service_url: { actions: ["update"], before: "https://notes.example.org", after: "https://notes.example.com" },
    },
    reads: {
      "aws_ecs_service.app": ["infra_network.private_subnet_ids", "infra_edge.target_group_arn"],
      "aws_iam_role_policy.task": ["infra_data.table_name"],
      "aws_ecs_task_definition.app": ["infra_data.table_name", "infra_registry.repository_url"],
    },
    plan: {
      complete: false,
      checks: [
        {
          address: { to_display: "check.health" },
          status: "fail",
          instances: [{ problems: [{ message: "the health page answered 503" }] }],
        },
      ],
    },
  },
  {
    waitsFor: ["infra-edge", "infra-data"],
    constructPaths: {
      "aws_ecs_service.app": "infra-service/service/flask/service",
      "aws_lb.main": "infra-edge/edge/alb",
    },
  },
);

/** Every action, every risk, drift, outputs with readers, and a stack that waits for others. */
export const exampleStacks: readonly PlannedStack[] = [
  network,
  stack("infra-dns", [], {}),
  stack("infra-registry", [], {
    changes: [
      resource("aws_ecr_lifecycle_policy.keep", ["create"], { after: { repository: "notes", policy: '{"rules":[]}' } }),
    ],
  }),
  data,
  edge,
  service,
];

export const unchangedStacks: readonly PlannedStack[] = [
  stack("infra-network", [], {}),
  stack("infra-dns", ["infra-network"], {}),
];
