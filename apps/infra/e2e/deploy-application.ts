import type { Environment } from "@app/config";
import { startCloud } from "@app/local-cloud";
import { type Checkout, type Ended, ROOT } from "./checkout";

/** Deploys the application of the checkout's folder into an account that begins empty, as `npm start` does the shipped one. */
export async function deployApplication(checkout: Checkout, { dns }: Pick<Environment, "dns">): Promise<Ended> {
  const { name, runtime } = checkout;
  await startCloud({ root: ROOT, name, runtime, domain: dns.domain, onProgress: () => undefined });
  const bootstrapped = await checkout.cdktf(["bootstrap"]);
  return bootstrapped.status === 0 ? checkout.cdktf(["deploy", "infra", "--auto-approve"]) : bootstrapped;
}
