import type { Environment } from "@app/config";
import { others } from "../testing/applications";
import { type AwsAnswer, leadTo, serveAws } from "../testing/aws-json-api";
import type { Loopback } from "../testing/loopback";
import { fargateQuotaRemarks, mostVcpus } from "./fargate-quota";

/** What is said of one service as far as it counts. */
const service = (changes: object = {}) => ({
  cpu: 512,
  capacity: { spotPercent: 0, onDemandBase: 0 },
  tasks: { minimum: 3, maximum: 12 },
  scaling: { schedule: [] },
  ...changes,
});
const environment = (...services: object[]) => ({ ...others.load("plain"), services }) as unknown as Environment;

describe("vCPUs that an environment needs at most", () => {
  it.each([
    ["every task twice, in the middle of a release", [service()], { onDemand: 12, spot: 0 }],
    ["limits that the clock sets", [service({ scaling: { schedule: [{ maximum: 20 }] } })], { onDemand: 20, spot: 0 }],
    [
      "Spot beyond the base, each under its own quota",
      [service({ capacity: { spotPercent: 50, onDemandBase: 4 } })],
      { onDemand: 7, spot: 5 },
    ],
    [
      "a job once",
      [service(), { cpu: 1024, capacity: { spotPercent: 100, onDemandBase: 0 } }],
      { onDemand: 12, spot: 1 },
    ],
  ])("count %s", (_, services, vcpus) => {
    expect(mostVcpus(environment(...services))).toEqual(vcpus);
  });
});

describe("the Fargate quota", () => {
  let aws: (Loopback & { readonly asked: string[] }) | undefined;
  afterEach(() => aws?.close());

  async function remarks(answers: Record<string, () => AwsAnswer>, of = environment(service())) {
    aws = await serveAws(answers);
    return fargateQuotaRemarks(of, leadTo(aws));
  }

  it("of a new account is too small for a release at the maximum, and the plan says what to ask for", async () => {
    expect(await remarks({ GetServiceQuota: () => ({ Quota: { Value: 6 } }) })).toEqual([
      "! Fargate quota: 12 vCPU on demand when every service is at its maximum during a release, and the account may run 6 in eu-west-1: tasks beyond that do not start. Ask for more (`aws service-quotas request-service-quota-increase --service-code fargate --quota-code L-3032A538 --desired-value 12 --region eu-west-1`), or lower tasks.maximum",
    ]);
  });

  it("is AWS's default where the account never had one of its own", async () => {
    const said = await remarks({
      GetServiceQuota: () => ({ error: "NoSuchResourceException" }),
      GetAWSDefaultServiceQuota: () => ({ Quota: { Value: 4000 } }),
    });
    expect(said).toEqual([
      "Fargate quota: 4000 vCPU on demand in eu-west-1, of which this environment needs 12 at most",
    ]);
  });

  it("is asked for Spot where tasks run there", async () => {
    const spot = environment(service({ capacity: { spotPercent: 100, onDemandBase: 0 } }));
    const said = await remarks({ GetServiceQuota: () => ({ Quota: { Value: 6 } }) }, spot);
    expect(said).toEqual([expect.stringContaining("--quota-code L-36FBB829 --desired-value 12")]);
  });

  it("that cannot be asked for is said to be unknown, with what must be allowed", async () => {
    expect(await remarks({})).toEqual([
      "Fargate quota: not known (AccessDeniedException: not authorized); 12 vCPU on demand when every service is at its maximum during a release must be allowed",
    ]);
  });

  it("is not asked for where the account is emulated", async () => {
    const { aws: account } = others.load("plain") as Environment;
    const emulated = { ...environment(service()), aws: { ...account, emulated: true } };
    expect(await remarks({}, emulated as Environment)).toEqual([
      "Fargate quota: not asked for, an emulated account has none",
    ]);
    expect(aws?.asked).toEqual([]);
  });
});
