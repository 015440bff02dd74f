import { oneStack } from "../testing/one-stack";
import { Certificate } from "./certificate";

const issued = () =>
  oneStack((stack) => {
    const { issuedArn } = new Certificate(stack, "certificate", { domain: "example.org", zoneId: "Z1" });
    stack.show({ issuedArn });
  });

describe("Certificate", () => {
  it("covers every host of the domain and the domain itself", () => {
    expect(issued().resource.aws_acm_certificate?.certificate).toMatchObject({
      domain_name: "*.example.org",
      subject_alternative_names: ["example.org"],
      validation_method: "DNS",
    });
  });

  it("is proved by the record ACM asks for, in the zone", () => {
    const record = issued().resource.aws_route53_record?.certificate_validation;
    expect(record?.zone_id).toBe("Z1");
    for (const [argument, attribute] of [
      [record?.name, "resource_record_name"],
      [record?.type, "resource_record_type"],
      [record?.records[0], "resource_record_value"],
    ]) {
      expect(argument).toContain("aws_acm_certificate.certificate.domain_validation_options");
      expect(argument).toContain(attribute);
    }
  });

  it("is used only once it is issued", () => {
    const { locals, resource } = issued();
    expect(locals.issuedArn).toBe("${aws_acm_certificate_validation.certificate.certificate_arn}");
    expect(resource.aws_acm_certificate_validation?.certificate).toMatchObject({
      certificate_arn: "${aws_acm_certificate.certificate.arn}",
      validation_record_fqdns: ["${aws_route53_record.certificate_validation.fqdn}"],
    });
  });

  it("stays until the listener uses its successor", () => {
    expect(issued().resource.aws_acm_certificate?.certificate?.lifecycle).toEqual({ create_before_destroy: true });
  });
});
