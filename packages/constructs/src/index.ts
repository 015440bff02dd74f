export { type PolicyStatement, policyDocument, serviceTrustPolicy } from "./policy/policy-document";
export { terraformJson } from "./policy/terraform-json";
export { AwsStack, type StackSettings } from "./stack/aws-stack";
export { list, type OutputSpecifications, type OutputValues, outputName, text } from "./stack/contract";
