/**
 * What `terraform show -json PLANFILE` prints, as far as a review reads it. Everything may be missing: older Terraform
 * versions know less. Source: "JSON Output Format" in Terraform's documentation.
 */
export interface Plan {
  readonly format_version: string;
  readonly terraform_version?: string;
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly planned_values?: { readonly outputs?: Readonly<Record<string, PlannedOutput>> };
  readonly prior_state?: { readonly values?: { readonly outputs?: Readonly<Record<string, PlannedOutput>> } };
  readonly resource_changes?: readonly ResourceChange[];
  readonly resource_drift?: readonly ResourceChange[];
  readonly deferred_changes?: readonly { readonly reason?: string; readonly resource_change: ResourceChange }[];
  readonly output_changes?: Readonly<Record<string, Change>>;
  readonly checks?: readonly Check[];
  readonly configuration?: Configuration;
  readonly timestamp?: string;
  readonly errored?: boolean;
  readonly complete?: boolean;
}

export interface PlannedOutput {
  readonly sensitive?: boolean;
  readonly value?: unknown;
}

export interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode?: "managed" | "data";
  readonly type?: string;
  readonly name?: string;
  readonly index?: string | number;
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
  readonly importing?: { readonly id?: string };
}

export interface Check {
  readonly address?: { readonly to_display?: string };
  readonly status?: "pass" | "fail" | "error" | "unknown";
  readonly instances?: readonly { readonly problems?: readonly { readonly message?: string }[] }[];
}

export interface Configuration {
  readonly root_module?: ConfigurationModule;
}

export interface ConfigurationModule {
  readonly resources?: readonly { readonly address?: string; readonly expressions?: unknown }[];
  readonly variables?: Readonly<Record<string, { readonly sensitive?: boolean }>>;
  readonly outputs?: Readonly<Record<string, { readonly sensitive?: boolean; readonly expression?: unknown }>>;
}
