import { CloudError } from "./cloud-error";
import { choosePorts } from "./process/ports";

/** Ports that must be these. */
export interface AskedPorts {
  /** Of every AWS API and of the load balancers. */
  readonly gateway?: number;
  /** Of the local edge. */
  readonly http?: number;
  readonly https?: number;
}

const VARIABLES = { gateway: "LOCAL_AWS_PORT", http: "LOCAL_HTTP_PORT", https: "LOCAL_HTTPS_PORT" } as const;

/**
 * The ports that the variables LOCAL_AWS_PORT, LOCAL_HTTP_PORT and LOCAL_HTTPS_PORT ask for.
 * @throws CloudError when one of them holds no port.
 */
export function askedPorts(environment: NodeJS.ProcessEnv): AskedPorts {
  const asked = Object.entries(VARIABLES).flatMap(([name, variable]) => {
    const text = environment[variable];
    if (text === undefined || text === "") return [];
    const port = Number(text);
    if (Number.isInteger(port) && port > 0 && port < 65_536) return [[name, port] as const];
    throw new CloudError(`${variable}: "${text}" is no port; use a number from 1 to 65535`);
  });
  return Object.fromEntries(asked);
}

/** Ports of a cloud that is about to start: those that were asked for, else the usual ones where they are free. */
export function chooseCloudPorts({ gateway, http, https }: AskedPorts) {
  return choosePorts({
    gateway: { purpose: "AWS emulator", asked: asked(gateway, VARIABLES.gateway), preferred: 4566 },
    autoscaling: { purpose: "Application Auto Scaling" },
    http: { purpose: "http", asked: asked(http, VARIABLES.http), preferred: 8080 },
    https: { purpose: "https", asked: asked(https, VARIABLES.https), preferred: 8443 },
  });
}

function asked(port: number | undefined, variable: string) {
  return port === undefined ? undefined : { port, variable };
}
