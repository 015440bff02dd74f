import { CloudError } from "./cloud-error";
import { portHolder } from "./process/port-holder";
import { choosePorts, type PortWish } from "./process/ports";

/** Ports that must be these. */
export interface AskedPorts {
  /** Of every AWS API and of the load balancers. */
  readonly gateway?: number;
  /** Of the local edge. */
  readonly http?: number;
  readonly https?: number;
}

/** Ports of a cloud. */
export interface CloudPorts extends Required<AskedPorts> {
  /** Of Application Auto Scaling. */
  readonly autoscaling: number;
}

const VARIABLES = { gateway: "LOCAL_AWS_PORT", http: "LOCAL_HTTP_PORT", https: "LOCAL_HTTPS_PORT" } as const;
const PURPOSES: Readonly<Record<keyof CloudPorts, string>> = {
  gateway: "AWS emulator",
  autoscaling: "Application Auto Scaling",
  http: "http",
  https: "https",
};
const USUAL: AskedPorts = { gateway: 4566, http: 8080, https: 8443 };

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

export interface ChooseCloudPortsOptions {
  readonly asked: AskedPorts;
  /** Those that the cloud had when it ran before. */
  readonly before?: Partial<CloudPorts> | undefined;
  readonly onProgress: (line: string) => void;
}

/**
 * Ports of a cloud that is about to start: those that were asked for, else those that it had before, so that its
 * addresses stay, else the usual ones; where they are taken free ones.
 */
export async function chooseCloudPorts(options: ChooseCloudPortsOptions): Promise<CloudPorts> {
  const { asked, before = {}, onProgress } = options;
  const usual: Partial<CloudPorts> = { ...USUAL, ...before };
  const wish = (name: keyof CloudPorts): PortWish => ({ purpose: PURPOSES[name], preferred: usual[name] });
  const asking = (name: keyof AskedPorts): PortWish => {
    const port = asked[name];
    return { ...wish(name), asked: port === undefined ? undefined : { port, variable: VARIABLES[name] } };
  };
  const wishes: Record<keyof CloudPorts, PortWish> = {
    gateway: asking("gateway"),
    autoscaling: wish("autoscaling"),
    http: asking("http"),
    https: asking("https"),
  };
  const chosen = await choosePorts(wishes);
  for (const name of Object.keys(wishes) as (keyof CloudPorts)[]) {
    const port = before[name];
    if (port === undefined || port === chosen[name] || wishes[name].asked) continue;
    const holder = portHolder(port);
    const who = holder ? ` by ${holder.name} (process ${holder.pid})` : "";
    onProgress(`port ${port} (${PURPOSES[name]}) of the last run is in use${who}; now it is ${chosen[name]}`);
  }
  return chosen;
}
