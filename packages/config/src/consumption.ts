import type { CheckedApplication } from "./check-application";
import type { Refusal } from "./configuration-error";
import { suggestion } from "./suggestion";

type Found = Omit<Refusal, "file">;
type Services = CheckedApplication["services"];

/** What is wrong between queues and those who consume them: each has exactly one consumer. */
export function consumptionRefusals({ data, services }: CheckedApplication): Found[] {
  const queues = Object.keys(data).filter((key) => data[key]?.kind === "queue");
  return [
    ...Object.entries(services).flatMap(([key, service]) =>
      consumedRefusals(service, data, queues).map((found) => ({ ...found, path: ["services", key, ...found.path] })),
    ),
    ...queues.flatMap((queue) => consumerRefusals(queue, services)),
  ];
}

function consumedRefusals(service: Services[string], data: CheckedApplication["data"], queues: string[]): Found[] {
  const consumes = consumedQueue(service);
  if (consumes === undefined) return [];
  const path = ["consumes"];
  const store = data[consumes];
  if (store === undefined) {
    const remedy = suggestion(consumes, queues, `add it: data: { ${consumes}: queue() }`);
    return [{ path, message: `there is no queue "${consumes}"; ${remedy}` }];
  }
  if (store.kind !== "queue") {
    const remedy = suggestion(consumes, queues, "describe a queue, or move it to uses");
    return [{ path, message: `"${consumes}" is a ${store.kind}, messages come from a queue; ${remedy}` }];
  }
  if (service.uses[consumes] !== "receive") return [];
  return [{ path: ["uses", consumes], message: `"receive" is what consumes says already; remove it here` }];
}

/** Two consumers would each get some of the messages, and neither knows which. */
function consumerRefusals(queue: string, services: Services): Found[] {
  const [first, ...others] = Object.entries(services).flatMap(([key, service]) => {
    if (consumedQueue(service) === queue) return [{ key, path: ["services", key, "consumes"] }];
    return service.uses[queue] === "receive" ? [{ key, path: ["services", key, "uses", queue] }] : [];
  });
  if (first === undefined) {
    const message = `is consumed by nobody; add a worker with consumes: "${queue}", or remove the queue`;
    return [{ path: ["data", queue], message }];
  }
  return others.map(({ path }) => ({
    path,
    message: `"${queue}" is consumed by services.${first.key} already, and each message reaches one of them only; add a queue for each`,
  }));
}

function consumedQueue(service: Services[string]): string | undefined {
  return service.kind === "worker" ? service.consumes : undefined;
}
