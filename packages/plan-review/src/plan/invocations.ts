import type { ActionInvocation, Plan, ResourceChange } from "./plan";

/** What is done with an action, among what is done with resources. */
export const INVOKE = "invoke";

/**
 * The plan with the actions that it invokes among its changes: Terraform lists them apart, and they do to the world what
 * no change shows. https://developer.hashicorp.com/terraform/language/invoke-actions
 */
export function withInvocations(plan: Plan): Plan {
  const { action_invocations: invocations = [], resource_changes: changes = [] } = plan;
  return invocations.length === 0 ? plan : { ...plan, resource_changes: [...changes, ...invocations.map(asChange)] };
}

function asChange(invocation: ActionInvocation): ResourceChange {
  const { address = "action", type = "", provider_name, lifecycle_action_trigger: trigger } = invocation;
  return {
    address,
    mode: "managed",
    type,
    ...(provider_name && { provider_name }),
    ...(trigger && { action_reason: whenInWords(trigger) }),
    change: {
      actions: [INVOKE],
      before: null,
      after: invocation.config_values,
      after_unknown: invocation.config_unknown,
      after_sensitive: invocation.config_sensitive,
    },
  };
}

/** `AfterUpdate` of a resource is "after the update of" it. */
function whenInWords({
  triggering_resource_address: resource = "a resource",
  action_trigger_event: event = "change",
}: NonNullable<ActionInvocation["lifecycle_action_trigger"]>): string {
  const [, when = "with", what = event] = /^(Before|After)(\w+)$/.exec(event) ?? [];
  return `${when.toLowerCase()} the ${what.toLowerCase()} of ${resource}`;
}
