import { type EnvironmentDescription, parseEnvironment, web } from "@app/config";
import { type PlannedStack, type Review, reviewPlans } from "@app/plan-review";
import { type Block, type SynthesizedApp, synthesized } from "./synthesized-app";
import { places } from "./testing/places";

type Nat = "single" | "public-subnets";

const application = { name: "shop", services: { web: web({ source: "apps/flask" }) } };

/** Two tasks behind a load balancer in two zones, in Ireland. */
function firstPlan(nat: Nat): Review {
  const description: EnvironmentDescription<typeof application> = {
    ...places,
    network: { ...places.network, nat },
    services: { web: { cpu: 256, memoryMiB: 512, tasks: { minimum: 2, maximum: 2 } } },
  };
  return reviewPlans(created(synthesized(parseEnvironment("test", description, application))));
}

/** What plans of a first deploy say, as far as prices depend on it: everything is created. */
function created({ files }: SynthesizedApp): PlannedStack[] {
  return Object.entries(files).map(([id, text]) => {
    const { resource = {}, provider = {} } = JSON.parse(withLists(text, files));
    const changes = Object.entries(resource as Record<string, Record<string, Block>>).flatMap(([type, named]) =>
      Object.entries(named).map(([name, block]) => ({
        address: `${type}.${name}`,
        mode: "managed",
        type,
        change: { actions: ["create"], before: null, after: asPlanned(block) },
      })),
    );
    const region = { constant_value: provider.aws?.[0]?.region };
    const configuration = { provider_config: { aws: { expressions: { region } } } };
    return { id, plan: { format_version: "1.2", resource_changes: changes, configuration } };
  });
}

/** Blocks are lists in a plan. */
function asPlanned(block: Block): Block {
  const isBlock = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
  return Object.fromEntries(Object.entries(block).map(([key, value]) => [key, isBlock(value) ? [value] : value]));
}

/** With lists that other stacks publish in place of their names. */
function withLists(text: string, files: SynthesizedApp["files"]): string {
  const outputs = Object.values(files).flatMap((file) => Object.entries(JSON.parse(file).output ?? {}));
  const lists = new Map(outputs.map(([name, output]) => [name, (output as Block).value] as const));
  return text.replace(/"\$\{data\.terraform_remote_state\.\w+\.outputs\.(\w+)\}"/g, (reference, name) => {
    const list = lists.get(name);
    return Array.isArray(list) ? JSON.stringify(list) : reference;
  });
}

const costs = (review: Review) =>
  Object.fromEntries(
    review.stacks.flatMap(({ resources }) =>
      resources.flatMap(({ type, monthlyCost }) => (monthlyCost === undefined ? [] : [[type, monthlyCost]])),
    ),
  );

describe("a month in which nobody comes", () => {
  const [behindNat, inPublicSubnets] = (["single", "public-subnets"] as const).map(firstPlan) as [Review, Review];

  it("costs a load balancer with an address in each zone, NAT with another, and tasks", () => {
    expect(costs(behindNat).aws_lb).toBeCloseTo((0.0252 + 2 * 0.005) * 730);
    expect(costs(behindNat).aws_nat_gateway).toBeCloseTo(0.048 * 730);
    expect(costs(behindNat).aws_eip).toBeCloseTo(0.005 * 730);
    expect(costs(behindNat).aws_ecs_service).toBeCloseTo(2 * (0.25 * 0.04048 + 0.5 * 0.004445) * 730);
  });

  it("costs an address for each task in place of NAT where tasks are in public subnets", () => {
    expect(costs(inPublicSubnets)).not.toHaveProperty("aws_nat_gateway");
    expect(costs(inPublicSubnets)).not.toHaveProperty("aws_eip");
    expect(behindNat.monthlyCost - inPublicSubnets.monthlyCost).toBeCloseTo((0.048 + 0.005 - 2 * 0.005) * 730);
  });

  it("is what a first plan adds to the bill", () => {
    expect(behindNat.idle.monthlyCost).toBeCloseTo(behindNat.monthlyCost);
  });

  it("is reckoned with figures of its region alone", () => {
    expect(behindNat.prices).toEqual([{ region: "eu-west-1", asOf: "2026-08-31", borrowed: [] }]);
  });
});
