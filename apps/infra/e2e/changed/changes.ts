import type { Environment, WebService } from "@app/config";
import { webStack } from "../shipped";

/** A stack's Terraform JSON, as far as a change touches it. */
interface Configuration {
  readonly resource: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly [block: string]: unknown;
}

/** A change of the description. */
interface DescriptionChange {
  readonly describe: (environment: Environment) => Environment;
}

/** A change of what was synthesized. */
interface StackChange {
  /** The stack without the group's prefix. */
  readonly stack: string;
  readonly change: (configuration: Configuration) => Configuration;
}

/** Bucket that exists outside of Terraform until a plan imports it. */
export const FOREIGN_BUCKET = "e2e-made-by-hand";
/** Domain that the environment moves to. */
export const OTHER_DOMAIN = "moved.localhost";

/** What a platform engineer may change, by name. */
export const CHANGES = {
  "another domain": {
    describe: (environment) => {
      const text = JSON.stringify(environment);
      return JSON.parse(text.replaceAll(environment.dns.domain, OTHER_DOMAIN)) as Environment;
    },
  },
  "a third zone": zones((own, third) => ({ ...own, c: third })),
  "a zone less": zones(({ b: _, ...own }, third) => ({ ...own, c: third })),
  spot: services({ capacity: { spotPercent: 100, onDemandBase: 0 } }),
  "another port": services({ port: 8123 }),
  cpu: argument(webStack, "aws_ecs_task_definition", { cpu: "512", memory: "1024" }),
  "idle timeout": argument("alb", "aws_lb", { idle_timeout: 77 }),
  topic: argument("cluster", "aws_sns_topic", { name: "replaced" }),
  "widened policy": {
    stack: webStack,
    change: (configuration) => {
      const text = JSON.stringify(configuration);
      return JSON.parse(text.replaceAll('\\"dynamodb:PutItem\\"', '\\"dynamodb:*\\"')) as Configuration;
    },
  },
  "deleted table": {
    stack: "data",
    change: (configuration) => {
      const { aws_dynamodb_table: _, ...others } = configuration.resource;
      // Terraform refuses a block without a resource.
      const resource = Object.keys(others).length > 0 ? others : undefined;
      const text = JSON.stringify({ ...configuration, resource });
      return JSON.parse(text.replaceAll(/\$\{aws_dynamodb_table\.\w+\.\w+\}/g, "gone")) as Configuration;
    },
  },
  moved: {
    stack: webStack,
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
    stack: "ecr",
    change: (configuration) => ({
      ...configuration,
      resource: { ...configuration.resource, aws_s3_bucket: { by_hand: { bucket: FOREIGN_BUCKET } } },
      import: [{ to: "aws_s3_bucket.by_hand", id: FOREIGN_BUCKET }],
    }),
  },
} satisfies Record<string, DescriptionChange | StackChange>;

export type Change = keyof typeof CHANGES;

interface Zone {
  readonly publicCidr: string;
  readonly privateCidr: string;
}
type Zones = Readonly<Record<string, Zone>>;

/** Changes the zones of a network of one's own; `third` are blocks for another one. */
function zones(change: (own: Zones, third: Zone) => Zones): DescriptionChange {
  return {
    describe: (environment) => {
      const { network } = environment;
      if ("vpcId" in network) throw new Error("an existing network has no zones to change");
      const [first, second] = network.cidr.split(".");
      const third = { publicCidr: `${first}.${second}.2.0/24`, privateCidr: `${first}.${second}.48.0/20` };
      const availabilityZones = change(network.availabilityZones, third) as typeof network.availabilityZones;
      return { ...environment, network: { ...network, availabilityZones } };
    },
  };
}

/** Sets fields of every web service. */
function services(fields: Partial<WebService>): DescriptionChange {
  return {
    describe: (environment) => ({
      ...environment,
      services: environment.services.map((service) => (service.kind === "web" ? { ...service, ...fields } : service)),
    }),
  };
}

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

/** The changes that the variable CHANGES names, separated by commas. */
export function askedChanges({ CHANGES: names = "" }: NodeJS.ProcessEnv): readonly (DescriptionChange | StackChange)[] {
  return names
    .split(",")
    .filter((name) => name !== "")
    .map((name) => CHANGES[name as Change]);
}
