import type { CheckedApplication } from "./check-application";
import type { Refusal } from "./configuration-error";
import type { CheckedPlace } from "./schema/environment";
import { collectorKey, collectorPort, type Traces } from "./services/traces";

type Found = Omit<Refusal, "file">;
type Described = CheckedApplication["services"][string];

/** Traces that nobody would ever see, or a collector that could not run. */
export function traceRefusals({ services }: CheckedApplication, place: CheckedPlace): Found[] {
  return Object.entries(place.services).flatMap(([key, { traces }]): Found[] => {
    const service = services[key];
    if (traces === undefined || service === undefined) return [];
    const message = placeMessage(place, traces) ?? taskMessage(key, service);
    return message === undefined ? [] : [{ path: ["services", key, "traces"], message }];
  });
}

function placeMessage({ aws, network }: CheckedPlace, { collectorImage }: Traces): string | undefined {
  if (aws.emulated) return "go to X-Ray, which an emulated account does not have; remove it here";
  // public.ecr.aws has no VPC endpoint: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
  if (
    "nat" in network &&
    network.nat === "none" &&
    (collectorImage ?? "public.ecr.aws/").startsWith("public.ecr.aws/")
  ) {
    return 'need a collector whose image comes from public.ecr.aws, where a network without NAT does not lead; copy it to ECR and name the copy: { collectorImage: "ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME@sha256:…" }';
  }
  return undefined;
}

function taskMessage(key: string, service: Described): string | undefined {
  if (key === collectorKey || collectorKey in service.sidecars) {
    return `add a container "${collectorKey}", and application.ts has one of that name; rename it there`;
  }
  const ports = [
    [key, "port" in service ? service.port : undefined] as const,
    ...Object.entries(service.sidecars).map(([name, { port }]) => [name, port] as const),
  ];
  const taken = ports.find(([, port]) => port === collectorPort);
  if (taken === undefined) return undefined;
  return `need port ${collectorPort} for the collector, which is "${taken[0]}"'s in application.ts; choose another one there`;
}
