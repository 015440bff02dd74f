import type { CheckedApplication } from "./check-application";
import { firstCircle } from "./circle";
import type { Refusal } from "./configuration-error";
import { suggestion } from "./suggestion";

type Found = Omit<Refusal, "file">;
type Services = CheckedApplication["services"];

/** What is wrong about who waits for which one-off. */
export function releaseOrderRefusals({ services }: CheckedApplication): Found[] {
  const named = Object.entries(services).flatMap(([key, service]) =>
    before(service).flatMap((later, index): Found[] => {
      const message = laterMessage(key, later, services);
      return message === undefined ? [] : [{ path: ["services", key, "before", index], message }];
    }),
  );
  return named.length > 0 ? named : circleRefusals(services);
}

/** Keys of the services that wait for this one. */
function before(service: Services[string] | undefined): readonly string[] {
  return service?.kind === "oneOff" ? service.before : [];
}

function laterMessage(key: string, later: string, services: Services): string | undefined {
  if (later === key) return `"${later}" would wait for itself; remove it`;
  if (services[later] !== undefined) return undefined;
  const others = Object.keys(services).filter((other) => other !== key);
  return `there is no service "${later}"; ${suggestion(later, others)}`;
}

/** One-offs that wait for each other in a circle: none of them would ever run. Told once, at the first of them. */
function circleRefusals(services: Services): Found[] {
  const circle = firstCircle(Object.keys(services), (key) => before(services[key]));
  if (circle === undefined) return [];
  const [first = ""] = circle;
  const message = `${circle.join(" before ")}: none of them can begin; remove one of these`;
  return [{ path: ["services", first, "before"], message }];
}
