import type { CheckedApplication } from "./check-application";
import { firstCircle } from "./circle";
import type { Refusal } from "./configuration-error";
import { suggestion } from "./suggestion";

type Found = Omit<Refusal, "file">;
type Service = CheckedApplication["services"][string];

/** A container of a task, as far as others wait for it. */
interface Container {
  readonly path: Refusal["path"];
  readonly dependsOn: Readonly<Record<string, string>>;
  readonly essential: boolean;
  readonly hasHealthCheck: boolean;
  /** What gives it a health check. */
  readonly healthCheckField: string | undefined;
  readonly port: number | undefined;
}

/** What is wrong between the containers of a service's task. */
export function taskContainerRefusals(key: string, service: Service): Found[] {
  const sidecars = Object.entries(service.sidecars);
  const own: Container = {
    path: [],
    dependsOn: service.dependsOn,
    essential: true,
    hasHealthCheck: "containerHealthCheck" in service && service.containerHealthCheck !== undefined,
    healthCheckField: service.kind === "web" || service.kind === "internal" ? "containerHealthCheck" : undefined,
    port: "port" in service ? service.port : undefined,
  };
  const containers = new Map<string, Container>([
    [key, own],
    ...sidecars.map(([name, sidecar]): [string, Container] => [
      name,
      {
        ...sidecar,
        path: ["sidecars", name],
        hasHealthCheck: sidecar.healthCheck !== undefined,
        healthCheckField: `sidecars.${name}.healthCheck`,
        port: sidecar.port,
      },
    ]),
  ]);
  if (key in service.sidecars) {
    const message = `"${key}" is the name of the service's own container; choose another one`;
    return [{ path: ["sidecars", key], message }];
  }
  const dependencies = [...containers].flatMap(([name]) => dependencyRefusals(name, containers));
  return [...(dependencies.length > 0 ? dependencies : circleRefusals(containers)), ...portRefusals(containers)];
}

function dependencyRefusals(name: string, containers: ReadonlyMap<string, Container>): Found[] {
  const { path = [], dependsOn = {} } = containers.get(name) ?? {};
  return Object.entries(dependsOn).flatMap(([other, condition]): Found[] => {
    const message = dependencyMessage(name, other, condition, containers);
    return message === undefined ? [] : [{ path: [...path, "dependsOn", other], message }];
  });
}

function dependencyMessage(
  name: string,
  other: string,
  condition: string,
  containers: ReadonlyMap<string, Container>,
): string | undefined {
  if (other === name) return `"${other}" would wait for itself; remove it`;
  const awaited = containers.get(other);
  if (awaited === undefined) {
    const others = [...containers.keys()].filter((one) => one !== name);
    return `there is no container "${other}" in the task; ${suggestion(other, others)}`;
  }
  if (condition === "HEALTHY" && !awaited.hasHealthCheck) {
    const remedy = awaited.healthCheckField === undefined ? "" : `add ${awaited.healthCheckField}, or `;
    return `waits for "${other}" to be HEALTHY, which has no health check; ${remedy}wait for START`;
  }
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
  if ((condition === "COMPLETE" || condition === "SUCCESS") && awaited.essential) {
    const remedy = awaited.path.length === 0 ? "wait for START" : `set sidecars.${other}.essential to false`;
    return `waits for the end of "${other}", which is essential: with it the task ends; ${remedy}`;
  }
  return undefined;
}

/** Containers that wait for each other in a circle: none of them would ever start. */
function circleRefusals(containers: ReadonlyMap<string, Container>): Found[] {
  const circle = firstCircle([...containers.keys()], (key) => Object.keys(containers.get(key)?.dependsOn ?? {}));
  if (circle === undefined) return [];
  const path = containers.get(circle[0] ?? "")?.path ?? [];
  const message = `${circle.join(" waits for ")}: none of them can start; remove one of these`;
  return [{ path: [...path, "dependsOn"], message }];
}

/** The containers of a task share one network: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html */
function portRefusals(containers: ReadonlyMap<string, Container>): Found[] {
  const taken = new Map<number, string>();
  return [...containers].flatMap(([name, { path, port }]): Found[] => {
    if (port === undefined) return [];
    const earlier = taken.get(port);
    taken.set(port, earlier ?? name);
    if (earlier === undefined) return [];
    const message = `${port} is the port of "${earlier}" already, and the containers of a task share one network; choose another one`;
    return [{ path: [...path, "port"], message }];
  });
}
