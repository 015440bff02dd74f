import type { Environment } from "@app/config";
import type { Checkout, Ended } from "./checkout";

/** Deploys the application of the checkout's folder into an account that begins empty, as `npm start` does the shipped one. */
export async function deployApplication(checkout: Checkout, { dns }: Pick<Environment, "dns">): Promise<Ended> {
  await checkout.start(dns.domain);
  const bootstrapped = await checkout.cdktf(["bootstrap"]);
  return bootstrapped.status === 0 ? checkout.cdktf(["deploy", "infra", "--auto-approve"]) : bootstrapped;
}
