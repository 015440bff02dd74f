import type { CheckedApplication } from "./check-application";
import { firstCircle } from "./circle";
import type { Refusal } from "./configuration-error";
import { constantCase } from "./naming";
import { suggestion } from "./suggestion";

type Found = Omit<Refusal, "file">;
type Services = CheckedApplication["services"];

/** Keys of the internal services that a service calls. */
export function callsOf(service: { readonly calls?: readonly string[] | undefined }): readonly string[] {
  return service.calls ?? [];
}

/** The variable in which a caller finds an internal service: `pricing` → `PRICING_URL`. */
export function callVariable(key: string): string {
  return `${constantCase(key)}_URL`;
}

/** What is wrong about who calls whom. */
export function callRefusals({ services }: CheckedApplication): Found[] {
  const named = Object.entries(services).flatMap(([key, service]) =>
    callsOf(service).flatMap((called, index): Found[] => {
      const message = calledMessage(key, called, services);
      return message === undefined ? [] : [{ path: ["services", key, "calls", index], message }];
    }),
  );
  return named.length > 0 ? named : circleRefusals(services);
}

function calledMessage(key: string, called: string, services: Services): string | undefined {
  if (called === key) return `"${called}" would call itself; remove it`;
  const service = services[called];
  if (service?.kind === "internal") return undefined;
  const internal = Object.keys(services).filter((one) => one !== key && services[one]?.kind === "internal");
  if (service === undefined) {
    const remedy = suggestion(called, internal, `add it: services: { ${called}: internal({ source: "apps/…" }) }`);
    return `there is no internal service "${called}"; ${remedy}`;
  }
  const remedy =
    service.kind === "web" ? "call it at its host name, or describe it with internal(…)" : suggestion(called, internal);
  return `"${called}" is of the kind ${service.kind}, and only an internal service is called by name; ${remedy}`;
}

/** A task finds only services that were there before it: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html */
function circleRefusals(services: Services): Found[] {
  const circle = firstCircle(Object.keys(services), (key) => callsOf(services[key] ?? {}));
  if (circle === undefined) return [];
  const [first = ""] = circle;
  const message = `${circle.join(" calls ")}: each must be there before the other; remove one of these, or let a queue lead back`;
  return [{ path: ["services", first, "calls"], message }];
}
