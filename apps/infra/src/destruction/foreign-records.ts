import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { DoomedResource } from "./doomed-resource";

/** Records of a zone that none of the resources to be destroyed has made, as `name type`; Route 53's own do not count. */
export function foreignRecords(
  zoneName: string,
  zoneId: string,
  records: readonly ResourceRecordSet[],
  doomed: readonly DoomedResource[],
): string[] {
  const own = new Set(
    doomed
      .filter(({ type, attributes }) => type === "aws_route53_record" && attributes.zone_id === zoneId)
      .map(({ attributes }) => `${plainName(String(attributes.fqdn))} ${attributes.type}`),
  );
  const apex = plainName(zoneName);
  return records
    .map(({ Name = "", Type }) => ({ name: plainName(Name), type: Type ?? "" }))
    .filter(({ name, type }) => !(name === apex && (type === "NS" || type === "SOA")))
    .map(({ name, type }) => `${name} ${type}`)
    .filter((record) => !own.has(record));
}

/** Route 53 ends names with a dot and writes an asterisk as its code. */
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
function plainName(name: string): string {
  return name.replace(/\.$/, "").replaceAll("\\052", "*").toLowerCase();
}
