import { z } from "zod";
import { isIpv6NetworkAddress, isNetworkAddress } from "./cidr";
import { refusal } from "./refusal";

/** Addresses that requests may come from, of either family. */
export const sourceCidr = z
  .string()
  .refine(
    (cidr) => isNetworkAddress(cidr) || isIpv6NetworkAddress(cidr),
    refusal('is not a network address; write it like "192.0.2.0/24" or "2001:db8::/32", with the host bits zero'),
  );
