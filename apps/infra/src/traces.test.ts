import { type EnvironmentDescription, parseEnvironment, web } from "@app/config";
import { type Block, synthesized } from "./synthesized-app";
import { places } from "./testing/places";

type Resources = Readonly<Record<string, Readonly<Record<string, Block>>>>;
interface Container {
  readonly name: string;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly [field: string]: unknown;
}

const application = { name: "shop", services: { web: web({ source: "apps/flask" }) } };
type Traces = EnvironmentDescription<typeof application>["services"]["web"]["traces"];

/** The resources of a stack, where the service is traced like this and there is no NAT. */
function resources(traces: Traces): (stack: string) => Resources {
  const { files } = synthesized(
    parseEnvironment(
      "test",
      {
        ...places,
        network: { ...places.network, nat: "none" },
        services: { web: { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 1 }, traces } },
      },
      application,
    ),
  );
  return (stack) => JSON.parse(files[`infra-${stack}`] ?? "{}").resource;
}

const containers = (of: ReturnType<typeof resources>): Container[] =>
  JSON.parse(`${of("service-web").aws_ecs_task_definition?.task_definition?.container_definitions}`);
const variables = (container: Container | undefined) =>
  Object.fromEntries((container?.environment ?? []).map(({ name, value }) => [name, value]));
const endpoints = (of: ReturnType<typeof resources>) =>
  Object.values(of("network").aws_vpc_endpoint ?? {}).map((endpoint) => endpoint.service_name);

const collectorImage = `333333333333.dkr.ecr.eu-west-1.amazonaws.com/otel@sha256:${"c".repeat(64)}`;
const traced = resources({ percent: 20, collectorImage });
const untraced = resources(undefined);

describe("traces", () => {
  it("put a collector before the application, which alone can reach it", () => {
    const [collector, own] = containers(traced);
    expect(collector).toMatchObject({ name: "aws-otel-collector", essential: false, readonlyRootFilesystem: true });
    expect(own?.dependsOn).toEqual([{ containerName: "aws-otel-collector", condition: "START" }]);
    const { receivers, exporters, service } = JSON.parse(`${variables(collector).AOT_CONFIG_CONTENT}`);
    expect(receivers).toEqual({ otlp: { protocols: { http: { endpoint: "127.0.0.1:4318" } } } });
    expect(exporters).toEqual({ awsxray: { region: places.aws.region } });
    expect(Object.keys(service.pipelines)).toEqual(["traces"]);
  });

  it("tell the application where to, under which name, and how many", () => {
    expect(variables(containers(traced)[1])).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
      OTEL_SERVICE_NAME: "shop-test-web",
      OTEL_PROPAGATORS: "xray",
      OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      OTEL_TRACES_SAMPLER_ARG: "0.2",
    });
  });

  it("let the task send to X-Ray and do nothing else", () => {
    const policy = JSON.parse(`${traced("service-web").aws_iam_role_policy?.task_policy?.policy}`);
    expect(policy.Statement).toEqual([
      {
        Sid: "SendTraces",
        Effect: "Allow",
        Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
        Resource: ["*"],
      },
    ]);
  });

  it("reach X-Ray through an endpoint where there is no NAT", () => {
    const xray = `com.amazonaws.${places.aws.region}.xray`;
    expect(endpoints(traced)).toContain(xray);
    expect(endpoints(untraced)).not.toContain(xray);
  });

  it("leave no trace of themselves where nobody asked for them", () => {
    expect(containers(untraced).map(({ name }) => name)).toEqual(["web"]);
    expect(Object.keys(variables(containers(untraced)[0])).filter((name) => name.startsWith("OTEL_"))).toEqual([]);
    expect(untraced("service-web").aws_iam_role_policy?.task_policy).toBeUndefined();
  });
});
