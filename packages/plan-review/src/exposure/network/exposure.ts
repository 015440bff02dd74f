/** Somebody who may reach something. */
export interface Exposure {
  readonly direction: "in" | "out";
  /** `port 443`, `ports 1024–65535 (udp)`, `all ports` or `icmp`. */
  readonly through: string;
  readonly peer: string;
  /** Which machines are meant, where not all are. */
  readonly target?: string;
  /** The ports, where there are such. */
  readonly ports?: PortRange;
}

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export const ALL_PORTS: PortRange = { from: 0, to: 65_535 };

/** `port 443 open to 0.0.0.0/0` */
export function exposureText({ direction, through, peer, target }: Exposure): string {
  const what = target === undefined ? through : `${through} of ${target}`;
  return direction === "in" ? `${what} open to ${peer}` : `${what} reachable at ${peer}`;
}

/** Whether so many may reach it that nobody knows them. No private network is larger than a /8; in IPv6, than a /7. */
export function isPublic({ peer }: Exposure): boolean {
  if (/^(\*|any|internet|0\.0\.0\.0|::)$/i.test(peer)) return true;
  const [, address = "", bits = ""] = /^([\d.]+|[\da-f:]*:[\da-f:]*)\/(\d+)$/i.exec(peer) ?? [];
  return bits !== "" && Number(bits) < (address.includes(":") ? 7 : 8);
}

/** A range of ports in words; TCP goes without saying. */
export function throughPorts(from: number, to: number, protocol: string): Pick<Exposure, "through" | "ports"> {
  const others = ["tcp", "6", ""].includes(protocol) ? "" : ` (${protocol === "17" ? "udp" : protocol})`;
  if (!Number.isInteger(from) || !Number.isInteger(to)) return { through: `some ports${others}` };
  if (from <= 0 && (to <= 0 || to >= ALL_PORTS.to)) return { through: `all ports${others}`, ports: ALL_PORTS };
  return { through: `${from === to ? `port ${from}` : `ports ${from}–${to}`}${others}`, ports: { from, to } };
}
