/**
 * What `terraform show -json PLANFILE` prints, as far as a review reads it. Everything may be missing: older Terraform
 * versions know less. Source: "JSON Output Format" in Terraform's documentation.
 */
export interface Plan {
  readonly format_version: string;
  readonly terraform_version?: string;
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly planned_values?: StateValues;
  readonly prior_state?: { readonly values?: StateValues };
  readonly resource_changes?: readonly ResourceChange[];
  readonly resource_drift?: readonly ResourceChange[];
  readonly deferred_changes?: readonly { readonly reason?: string; readonly resource_change?: ResourceChange }[];
  /** Of Terraform 1.14 and later: what providers are asked to do besides. */
  readonly action_invocations?: readonly ActionInvocation[];
  readonly deferred_action_invocations?: readonly {
    readonly reason?: string;
    readonly action_invocation?: ActionInvocation;
  }[];
  readonly output_changes?: Readonly<Record<string, Change>>;
  readonly checks?: readonly Check[];
  readonly configuration?: Configuration;
  readonly errored?: boolean;
  readonly complete?: boolean;
}

export interface StateValues {
  readonly outputs?: Readonly<Record<string, StateOutput>>;
  readonly root_module?: StateModule;
}

export interface StateOutput {
  readonly sensitive?: boolean;
  readonly value?: unknown;
}

export interface StateModule {
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly StateModule[];
}

export interface StateResource {
  readonly address?: string;
  readonly type?: string;
  readonly mode?: string;
  readonly values?: unknown;
  readonly sensitive_values?: unknown;
}

export interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly provider_name?: string;
  readonly deposed?: string;
  readonly change?: Change;
  readonly action_reason?: string;
}

export interface Change {
  readonly actions?: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  /** `true`, or the same structure with `true` where a value is known only after the apply. */
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  /** By its id, or by several attributes that are its identity. */
  readonly importing?: { readonly id?: string; readonly identity?: unknown };
}

export interface ActionInvocation {
  readonly address?: string;
  readonly type?: string;
  readonly provider_name?: string;
  readonly config_values?: unknown;
  readonly config_sensitive?: unknown;
  readonly config_unknown?: unknown;
  readonly lifecycle_action_trigger?: {
    readonly triggering_resource_address?: string;
    readonly action_trigger_event?: string;
  };
}

export interface Check {
  readonly address?: { readonly to_display?: string };
  readonly status?: string;
  readonly instances?: readonly CheckInstance[];
}

export interface CheckInstance {
  readonly address?: { readonly to_display?: string };
  readonly problems?: readonly { readonly message?: string }[];
}

export interface Configuration {
  /** By `aws`, `aws.replica`, `module.a:aws`. */
  readonly provider_config?: Readonly<Record<string, { readonly expressions?: unknown }>>;
  readonly root_module?: ConfigurationModule;
}

export interface ConfigurationModule {
  readonly resources?: readonly ConfigurationResource[];
  readonly variables?: Readonly<Record<string, { readonly sensitive?: boolean }>>;
  readonly outputs?: Readonly<Record<string, { readonly sensitive?: boolean; readonly expression?: unknown }>>;
  readonly module_calls?: Readonly<
    Record<string, { readonly expressions?: unknown; readonly module?: ConfigurationModule }>
  >;
}

export interface ConfigurationResource {
  readonly address?: string;
  readonly provider_config_key?: string;
  readonly expressions?: unknown;
}
