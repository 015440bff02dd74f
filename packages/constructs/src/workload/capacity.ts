import type { EcsServiceCapacityProviderStrategy } from "@cdktf/provider-aws/lib/ecs-service";

/** Where tasks run: on Fargate, or on Fargate Spot, which costs about a third and may be reclaimed with two minutes' notice. */
export interface Capacity {
  /** Share of the tasks beyond the base that run on Spot, 0 to 100. */
  readonly spotPercent: number;
  /** Tasks that always run on regular Fargate, whatever the share. */
  readonly onDemandBase: number;
}

/** ECS's largest weight. */
const LARGEST_WEIGHT = 1000;

/**
 * The share as weights. A provider of weight 0 takes no tasks at all, not even a base, so that all of Spot above a base
 * leaves the smallest of shares to regular Fargate.
 */
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
export function capacityProviderStrategy({
  spotPercent,
  onDemandBase,
}: Capacity): EcsServiceCapacityProviderStrategy[] {
  const regular = (weight: number) => ({ capacityProvider: "FARGATE", weight, base: onDemandBase });
  const spot = (weight: number) => ({ capacityProvider: "FARGATE_SPOT", weight, base: 0 });
  if (spotPercent === 0) return [{ capacityProvider: "FARGATE", weight: 1, base: 0 }];
  if (spotPercent < 100) return [regular(100 - spotPercent), spot(spotPercent)];
  return onDemandBase === 0 ? [spot(1)] : [regular(1), spot(LARGEST_WEIGHT)];
}
