import { BlockList, isIP } from "node:net";

/** Whether a range of addresses lies in another one: `10.1.0.0/16` in `10.0.0.0/8`. */
export function coversRange(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  const [wide, narrow] = [rangeOf(outer), rangeOf(inner)];
  if (!wide || !narrow || wide.family !== narrow.family || wide.bits > narrow.bits) return false;
  const list = new BlockList();
  list.addSubnet(wide.address, wide.bits, wide.family);
  return list.check(narrow.address, narrow.family);
}

function rangeOf(text: string) {
  const [address = "", bits] = text.split("/");
  const version = isIP(address);
  if (version === 0) return undefined;
  const most = version === 4 ? 32 : 128;
  const length = bits === undefined ? most : Number(bits);
  if (!(length >= 0 && length <= most)) return undefined;
  return { address, bits: length, family: version === 4 ? ("ipv4" as const) : ("ipv6" as const) };
}
