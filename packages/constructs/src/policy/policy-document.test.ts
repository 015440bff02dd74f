import { policyDocument } from "./policy-document";
import { terraformJson } from "./terraform-json";

describe("terraformJson", () => {
  it("keeps Terraform from interpolating literals", () => {
    expect(terraformJson({ template: '${name} %{ if x } "quoted" \\' })).toBe(
      '{"template":"$${name} %%{ if x } \\"quoted\\" \\\\"}',
    );
  });

  it("leaves CDKTF tokens alone", () => {
    expect(terraformJson({ arn: "${TfToken[TOKEN.1]}" })).toBe('{"arn":"${TfToken[TOKEN.1]}"}');
  });
});

describe("policyDocument", () => {
  it("writes IAM's own keys and leaves absent ones out", () => {
    expect(JSON.parse(policyDocument([{ sid: "Read", actions: ["s3:GetObject"], resources: ["*"] }]))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Sid: "Read", Effect: "Allow", Action: ["s3:GetObject"], Resource: ["*"] }],
    });
  });
});
