/**
 * A host name as a construct id: `www.my-shop.org` → `www_my__shop_org`. A dot becomes one underscore, a hyphen two, the
 * star of a wildcard `ANY`: no two host names share an id, since neither dots nor hyphens follow each other's place.
 */
export function hostId(hostName: string): string {
  return hostName.toLowerCase().replaceAll("-", "__").replaceAll(".", "_").replace(/^\*/, "ANY");
}
