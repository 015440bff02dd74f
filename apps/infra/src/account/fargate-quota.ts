import type { Environment, Service } from "@app/config";
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  NoSuchResourceException,
  ServiceQuotasClient,
} from "@aws-sdk/client-service-quotas";
import { clientSettings } from "../client-settings";

/** A release may run as many new tasks beside the old ones: `deploymentMaximumPercent` of the services is 200. */
const OVERLAP = 2;
const CPU_UNITS_PER_VCPU = 1024;
const PERCENT = 100;

/** vCPUs of Fargate that run at the same time, by the quota that bounds them. */
interface Vcpus {
  readonly onDemand: number;
  readonly spot: number;
}

/** Quotas of the service `fargate`, per account and region. */
// https://docs.aws.amazon.com/general/latest/gr/ecs-service.html#limits_fargate
const QUOTAS = { onDemand: "L-3032A538", spot: "L-36FBB829" } as const;
const NAMES = { onDemand: "on demand", spot: "on Spot" } as const;

/** What an environment needs at most: every service at its maximum, in the middle of a release; every job once. */
export function mostVcpus({ services }: Pick<Environment, "services">): Vcpus {
  const all = services.map(ofService);
  const sum = (one: keyof Vcpus) => all.reduce((total, vcpus) => total + vcpus[one], 0);
  return { onDemand: sum("onDemand"), spot: sum("spot") };
}

function ofService(service: Service): Vcpus {
  const { cpu, capacity } = service;
  const tasks = mostTasks(service);
  const base = Math.min(capacity.onDemandBase, tasks);
  const spotTasks = Math.ceil(((tasks - base) * capacity.spotPercent) / PERCENT);
  const vcpu = cpu / CPU_UNITS_PER_VCPU;
  return { onDemand: (tasks - spotTasks) * vcpu, spot: spotTasks * vcpu };
}

function mostTasks(service: Service): number {
  if (!("tasks" in service)) return 1;
  const byTheClock = service.scaling.schedule.map(({ maximum }) => maximum);
  return OVERLAP * Math.max(service.tasks.maximum, ...byTheClock);
}

/** What to know of the account's Fargate quotas before a deploy; a line for each that counts. */
export async function fargateQuotaRemarks(
  environment: Environment,
  variables: Readonly<NodeJS.ProcessEnv>,
): Promise<string[]> {
  const { emulated, region } = environment.aws;
  if (emulated) return ["Fargate quota: not asked for, an emulated account has none"];
  const quotas = new ServiceQuotasClient(clientSettings(variables, region));
  const needed = mostVcpus(environment);
  const kinds = (["onDemand", "spot"] as const).filter((kind) => needed[kind] > 0);
  return Promise.all(kinds.map(async (kind) => remark(kind, needed[kind], region, await quota(quotas, QUOTAS[kind]))));
}

function remark(kind: keyof Vcpus, needed: number, region: string, allowed: number | Error | undefined): string {
  const need = `${needed} vCPU ${NAMES[kind]} when every service is at its maximum during a release`;
  if (typeof allowed !== "number") {
    const why = allowed ? `${allowed.name}: ${allowed.message}` : "Service Quotas gives no value";
    return `Fargate quota: not known (${why}); ${need} must be allowed`;
  }
  if (needed <= allowed)
    return `Fargate quota: ${allowed} vCPU ${NAMES[kind]} in ${region}, of which this environment needs ${needed} at most`;
  return `! Fargate quota: ${need}, and the account may run ${allowed} in ${region}: tasks beyond that do not start. Ask for more (\`aws service-quotas request-service-quota-increase --service-code fargate --quota-code ${QUOTAS[kind]} --desired-value ${Math.ceil(needed)} --region ${region}\`), or lower tasks.maximum`;
}

/** The account's own value, or AWS's default where it never had one. */
async function quota(quotas: ServiceQuotasClient, QuotaCode: string): Promise<number | Error | undefined> {
  const asked = { ServiceCode: "fargate", QuotaCode };
  try {
    return (await quotas.send(new GetServiceQuotaCommand(asked))).Quota?.Value;
  } catch (error) {
    if (!(error instanceof NoSuchResourceException)) return error as Error;
  }
  try {
    return (await quotas.send(new GetAWSDefaultServiceQuotaCommand(asked))).Quota?.Value;
  } catch (error) {
    return error as Error;
  }
}
