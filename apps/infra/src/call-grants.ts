import { callVariable, type InternalService } from "@app/config";
import { type Grant, noGrant } from "@app/constructs";

/** What a service is given to call an internal one: its URL, and the way into its security group. */
export function callGrant({ key, port }: InternalService, securityGroupId: string): Grant {
  return {
    ...noGrant,
    // Plain HTTP to the proxy in the caller's own task, which encrypts where there is an authority:
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html
    variables: { [callVariable(key)]: `http://${key}:${port}` },
    connections: [{ id: key, to: "service", description: `Calls of ${key}`, securityGroupId, port }],
  };
}
