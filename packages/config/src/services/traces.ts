import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import { imageByDigest, sidecar } from "./sidecar";
import { percent } from "./task-count";

/** Names the collector's container in the task. */
export const collectorKey = "aws-otel-collector";
/** Where it takes OTLP over HTTP, from the task's own containers alone. */
export const collectorPort = 4318;

/** AWS Distro for OpenTelemetry 0.49.0 for X86_64 and ARM64: https://gallery.ecr.aws/aws-observability/aws-otel-collector */
const COLLECTOR_IMAGE =
  "public.ecr.aws/aws-observability/aws-otel-collector@sha256:d2bdfff2c377c3d71d78bd5d9ce9862fd535b12134a5739d87a07801297cf9fd";

/** What an environment says of the traces of a service. */
export const traces = z
  .strictObject({
    percent: percent
      .default(5)
      .describe("Share of the requests that are traced, where whoever sent them has not decided. X-Ray bills each."),
    collectorImage: imageByDigest
      .optional()
      .describe("The collector by digest, like a copy in ECR where there is no NAT. Default: AWS's public image."),
  })
  .optional()
  .describe(
    "Traces in AWS X-Ray: the task gets the AWS Distro for OpenTelemetry as a sidecar, the right to send, and the container OpenTelemetry's own variables. Not where emulated. Default: none.",
  );

export type Traces = DeepReadonly<NonNullable<z.output<typeof traces>>>;

/** The sidecar that takes spans from the containers of its task and hands them to X-Ray. */
// AOT_CONFIG_CONTENT: https://github.com/aws-observability/aws-otel-test-framework/blob/terraform/terraform/templates/defaults/ecs_taskdef.tpl
export function collector({ collectorImage = COLLECTOR_IMAGE }: Traces, region: string): z.output<typeof sidecar> {
  return sidecar.parse({
    image: collectorImage,
    port: collectorPort,
    // Without it requests are answered all the same.
    essential: false,
    variables: { AOT_CONFIG_CONTENT: JSON.stringify(configuration(region)) },
  });
}

/** JSON is YAML, which the collector reads. */
// https://github.com/aws-observability/aws-otel-collector/blob/main/config/ecs/ecs-xray.yaml
function configuration(region: string): object {
  return {
    receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${collectorPort}` } } } },
    processors: {
      // The task's memory is the application's as well: what the collector cannot hand over is dropped.
      memory_limiter: { check_interval: "1s", limit_mib: 100 },
      resourcedetection: { detectors: ["env", "ecs"] },
      batch: {},
    },
    exporters: { awsxray: { region } },
    service: {
      pipelines: {
        traces: {
          receivers: ["otlp"],
          processors: ["memory_limiter", "resourcedetection", "batch"],
          exporters: ["awsxray"],
        },
      },
    },
  };
}
