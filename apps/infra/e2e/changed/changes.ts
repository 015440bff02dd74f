/** A stack's Terraform JSON, as far as a change touches it. */
interface Configuration {
  readonly resource: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly [block: string]: unknown;
}

interface StackChange {
  /** The stack without the group's prefix. */
  readonly stack: string;
  readonly change: (configuration: Configuration) => Configuration;
}

/** Bucket that exists outside of Terraform until a plan imports it. */
export const FOREIGN_BUCKET = "flask-local-made-by-hand";

/** What a platform engineer may change, by name. */
export const CHANGES = {
  cpu: argument("service", "aws_ecs_task_definition", { cpu: "512", memory: "1024" }),
  "idle timeout": argument("edge", "aws_lb", { idle_timeout: 77 }),
  "target group": argument("edge", "aws_lb_target_group", { port: 8123 }),
  "widened policy": {
    stack: "service",
    change: (configuration) => {
      const text = JSON.stringify(configuration);
      return JSON.parse(text.replaceAll('\\"dynamodb:PutItem\\"', '\\"dynamodb:*\\"')) as Configuration;
    },
  },
  "deleted table": {
    stack: "service",
    change: (configuration) => {
      const { aws_dynamodb_table: _, ...resource } = configuration.resource;
      const text = JSON.stringify({ ...configuration, resource });
      return JSON.parse(text.replaceAll(/\$\{aws_dynamodb_table\.\w+\.\w+\}/g, "gone")) as Configuration;
    },
  },
  moved: {
    stack: "service",
    change: (configuration) => {
      const { alarm_latency: alarm = {}, ...others } = configuration.resource.aws_cloudwatch_metric_alarm ?? {};
      const alarms = { ...others, alarm_slow_answers: alarm };
      return {
        ...configuration,
        resource: { ...configuration.resource, aws_cloudwatch_metric_alarm: alarms },
        moved: [
          { from: "aws_cloudwatch_metric_alarm.alarm_latency", to: "aws_cloudwatch_metric_alarm.alarm_slow_answers" },
        ],
      };
    },
  },
  imported: {
    stack: "registry",
    change: (configuration) => ({
      ...configuration,
      resource: { ...configuration.resource, aws_s3_bucket: { by_hand: { bucket: FOREIGN_BUCKET } } },
      import: [{ to: "aws_s3_bucket.by_hand", id: FOREIGN_BUCKET }],
    }),
  },
} satisfies Record<string, StackChange>;

export type Change = keyof typeof CHANGES;

/** Sets arguments of every resource of a type. */
function argument(stack: string, type: string, values: object): StackChange {
  return {
    stack,
    change: (configuration) => {
      const resources = Object.entries(configuration.resource[type] ?? {}).map(([name, resource]) => [
        name,
        { ...resource, ...values },
      ]);
      return { ...configuration, resource: { ...configuration.resource, [type]: Object.fromEntries(resources) } };
    },
  };
}
