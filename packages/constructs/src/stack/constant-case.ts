import { snakeCase } from "./snake-case";

/** `stripeKey` → `STRIPE_KEY`, the spelling of environment variables. */
export function constantCase(name: string): string {
  return snakeCase(name).replaceAll("-", "_").toUpperCase();
}
