import type { PolicyStatement } from "../policy/policy-document";

/** Parameter Store's ARNs tell what they are; everything else that ECS takes is a secret. */
const PARAMETER = /^arn:[^:]+:ssm:/;
/** `ARN:key:stage:version` picks one key of a JSON secret. Three colons end every such value. */
const PICKED_KEY = /^(.*):[^:]*:[^:]*:[^:]*$/;
/** Colons in the ARN of a secret itself: arn:aws:secretsmanager:region:account:secret:name. */
const COLONS_OF_SECRET_ARN = 6;

/** What the execution role needs so that ECS can put these values into variables: exactly these secrets and parameters. */
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
export function readSecrets(valuesFrom: readonly string[]): PolicyStatement[] {
  const unique = [...new Set(valuesFrom)].sort();
  const parameters = unique.filter((value) => PARAMETER.test(value));
  const secrets = [...new Set(unique.filter((value) => !PARAMETER.test(value)).map(secretArn))];
  return [
    ...(secrets.length > 0
      ? [{ sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: secrets }]
      : []),
    ...(parameters.length > 0
      ? [{ sid: "ReadParameters", actions: ["ssm:GetParameters"], resources: parameters }]
      : []),
  ];
}

function secretArn(valueFrom: string): string {
  const colons = valueFrom.split(":").length - 1;
  // A reference to another stack's output stands for the whole ARN and holds no colons of its own.
  const isReference = !valueFrom.startsWith("arn:");
  const picks = isReference ? colons >= 3 : colons > COLONS_OF_SECRET_ARN;
  return picks ? (valueFrom.match(PICKED_KEY)?.[1] ?? valueFrom) : valueFrom;
}
