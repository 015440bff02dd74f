import type { CheckedApplication } from "./check-application";
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
  for (const key of Object.keys(services)) {
    const circle = wayBack(services, key);
    if (circle === undefined) continue;
    const message = `${circle.join(" before ")}: none of them can begin; remove one of these`;
    return [{ path: ["services", key, "before"], message }];
  }
  return [];
}

/** The shortest way from a service through those that wait for it back to itself. */
function wayBack(services: Services, start: string): readonly string[] | undefined {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const later of before(services[way.at(-1) ?? ""])) {
      if (later === start) return [...way, later];
      if (!seen.has(later)) ways.push([...way, later]);
      seen.add(later);
    }
  }
  return undefined;
}
