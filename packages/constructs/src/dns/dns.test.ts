import { AwsStack, type StackSettings } from "../stack/aws-stack";
import { type Block, synthesize } from "../testing/synthesize";
import { Certificate } from "./certificate";
import { CertificateValidation } from "./certificate-validation";
import { HostedZone } from "./hosted-zone";

const settings: StackSettings = {
  region: "eu-central-1",
  accountId: "111111111111",
  emulated: false,
  stateBucket: "states",
  stateKey: "app/test/dns.tfstate",
  tags: {},
};

class TestStack extends AwsStack<Record<never, never>> {}

/** A zone with a certificate whose issue is waited for. */
function dns(): Record<string, Record<string, Block>> {
  const { stack } = synthesize((app) => {
    const scope = new TestStack(app, "stack", settings, {});
    const { zone } = new HostedZone(scope, "domain", { domain: "example.org" });
    const { certificate, validationFqdn } = new Certificate(scope, "tls", {
      domain: "example.org",
      zoneId: zone.zoneId,
    });
    new CertificateValidation(scope, "wait", { certificateArn: certificate.arn, validationFqdn });
  });
  return stack?.resource ?? {};
}

describe("HostedZone", () => {
  it("answers for the domain", () => {
    expect(dns().aws_route53_zone?.domain_zone?.name).toBe("example.org");
  });

  it("lets only Amazon issue certificates, wildcards included", () => {
    expect(dns().aws_route53_record?.domain_caa).toMatchObject({
      zone_id: "${aws_route53_zone.domain_zone.zone_id}",
      name: "example.org",
      type: "CAA",
      // Terraform JSON carries the quotes of the record's value as they are.
      records: ['0 issue "amazon.com"', '0 issuewild "amazon.com"'],
    });
  });
});

describe("Certificate", () => {
  it("covers every host of the domain and the domain itself", () => {
    expect(dns().aws_acm_certificate?.tls_certificate).toMatchObject({
      domain_name: "*.example.org",
      subject_alternative_names: ["example.org"],
    });
  });

  it("is proved by the record ACM asks for, in the zone", () => {
    const { aws_acm_certificate, aws_route53_record } = dns();
    expect(aws_acm_certificate?.tls_certificate?.validation_method).toBe("DNS");
    const record = aws_route53_record?.tls_validation;
    expect(record?.zone_id).toBe("${aws_route53_zone.domain_zone.zone_id}");
    for (const [argument, attribute] of [
      [record?.name, "resource_record_name"],
      [record?.type, "resource_record_type"],
      [record?.records[0], "resource_record_value"],
    ]) {
      expect(argument).toContain("aws_acm_certificate.tls_certificate.domain_validation_options");
      expect(argument).toContain(attribute);
    }
  });
});

describe("CertificateValidation", () => {
  it("waits for the certificate after its record exists", () => {
    expect(dns().aws_acm_certificate_validation?.wait_issued).toMatchObject({
      certificate_arn: "${aws_acm_certificate.tls_certificate.arn}",
      validation_record_fqdns: ["${aws_route53_record.tls_validation.fqdn}"],
    });
  });
});
