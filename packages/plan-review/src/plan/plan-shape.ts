import { fields, flag, lazily, listOf, mapOf, type Shape, steps, text } from "./shape";

// The form of what a review reads of a plan, field by field as in `Plan`. Values of resources may have any form.

const CHANGE = fields({
  actions: listOf(text),
  replace_paths: listOf(steps),
  importing: fields({ id: text }),
});

const RESOURCE_CHANGE = fields(
  {
    address: text,
    previous_address: text,
    mode: text,
    type: text,
    provider_name: text,
    deposed: text,
    action_reason: text,
    change: CHANGE,
  },
  ["address"],
);

const INVOCATION = fields({
  address: text,
  type: text,
  provider_name: text,
  lifecycle_action_trigger: fields({ triggering_resource_address: text, action_trigger_event: text }),
});

const STATE_MODULE: Shape = fields({
  resources: listOf(fields({ type: text, mode: text })),
  child_modules: listOf(lazily(() => STATE_MODULE)),
});

const STATE_VALUES = fields({ outputs: mapOf(fields({ sensitive: flag })), root_module: STATE_MODULE });

const ADDRESS = fields({ to_display: text });

const CHECK = fields({
  address: ADDRESS,
  status: text,
  instances: listOf(fields({ address: ADDRESS, problems: listOf(fields({ message: text })) })),
});

const CONFIGURATION_MODULE: Shape = fields({
  resources: listOf(fields({ address: text, provider_config_key: text })),
  variables: mapOf(fields({ sensitive: flag })),
  outputs: mapOf(fields({ sensitive: flag })),
  module_calls: mapOf(fields({ module: lazily(() => CONFIGURATION_MODULE) })),
});

export const PLAN: Shape = fields({
  terraform_version: text,
  variables: mapOf(fields({})),
  planned_values: STATE_VALUES,
  prior_state: fields({ values: STATE_VALUES }),
  resource_changes: listOf(RESOURCE_CHANGE),
  resource_drift: listOf(RESOURCE_CHANGE),
  deferred_changes: listOf(fields({ reason: text, resource_change: RESOURCE_CHANGE })),
  action_invocations: listOf(INVOCATION),
  deferred_action_invocations: listOf(fields({ reason: text, action_invocation: INVOCATION })),
  output_changes: mapOf(CHANGE),
  checks: listOf(CHECK),
  configuration: fields({ provider_config: mapOf(fields({})), root_module: CONFIGURATION_MODULE }),
  errored: flag,
  complete: flag,
});
