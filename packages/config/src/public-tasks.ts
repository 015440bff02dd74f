import type { Environment } from "./schema/environment";

/** Whether tasks have public addresses of their own, in public subnets: their way out where no NAT gateway is paid for. */
export function hasPublicTasks({ network }: Pick<Environment, "network">): boolean {
  return network.nat === "public-subnets";
}
