import ipaddr from "ipaddr.js";

/** An IPv4 block with its host bits zero, such as `10.0.0.0/16`. */
export function isNetworkAddress(cidr: string): boolean {
  if (!ipaddr.IPv4.isValidCIDR(cidr)) return false;
  return ipaddr.IPv4.networkAddressFromCIDR(cidr).toString() === cidr.split("/")[0];
}

/** An IPv6 block with its host bits zero, such as `2001:db8::/32`. */
export function isIpv6NetworkAddress(cidr: string): boolean {
  if (!ipaddr.IPv6.isValidCIDR(cidr)) return false;
  const [address] = ipaddr.IPv6.parseCIDR(cidr);
  return ipaddr.IPv6.networkAddressFromCIDR(cidr).toString() === address.toString();
}

export function prefixLength(cidr: string): number {
  return ipaddr.IPv4.parseCIDR(cidr)[1];
}

/** Whether every address of `inner` lies in `outer`. */
export function contains(outer: string, inner: string): boolean {
  const [address, bits] = ipaddr.IPv4.parseCIDR(outer);
  const [innerAddress, innerBits] = ipaddr.IPv4.parseCIDR(inner);
  return innerBits >= bits && innerAddress.match(address, bits);
}

export function overlap(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a);
}
