import { collectorPort, type Environment, resourceName, type Service } from "@app/config";
import { type Grant, noGrant } from "@app/constructs";

/** What a service is given for its traces; nothing where its environment asks for none. */
export function traceGrants(environment: Environment, { key, traces }: Pick<Service, "key" | "traces">): Grant[] {
  if (traces === undefined) return [];
  return [
    {
      ...noGrant,
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html (Write, no narrower resource)
      statements: [
        { sid: "SendTraces", actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], resources: ["*"] },
      ],
      variables: openTelemetryVariables(resourceName(environment, key), traces.percent),
      // https://docs.aws.amazon.com/xray/latest/devguide/xray-security-vpc-endpoint.html
      endpoints: ["xray"],
    },
  ];
}

/** Every OpenTelemetry SDK reads these by itself. */
// https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
function openTelemetryVariables(serviceName: string, percent: number): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${collectorPort}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
    OTEL_SERVICE_NAME: serviceName,
    // The header that the load balancer writes and AWS's services read.
    OTEL_PROPAGATORS: "xray",
    OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
    OTEL_TRACES_SAMPLER_ARG: `${percent / 100}`,
    // The collector takes traces alone; metrics and logs go to CloudWatch by stdout.
    OTEL_METRICS_EXPORTER: "none",
    OTEL_LOGS_EXPORTER: "none",
  };
}
