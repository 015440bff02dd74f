import { TerraformElement, Token } from "cdktf";
import type { Construct } from "constructs";

/**
 * A value that Terraform fetches anew in each run and writes nowhere: it stands in no plan and no state, and only
 * write-only arguments take it. CDKTF 0.21 has no class for such resources.
 */
// https://developer.hashicorp.com/terraform/language/block/ephemeral
export class EphemeralResource extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    readonly type: string,
    private readonly settings: Readonly<Record<string, unknown>>,
  ) {
    super(scope, id, `ephemeral.${type}`);
  }

  /** A reference to one of its attributes. */
  attribute(name: string): string {
    return Token.asString(`\${${this.fqn}.${name}}`);
  }

  override toTerraform(): object {
    return { ephemeral: { [this.type]: { [this.friendlyUniqueId]: this.settings } } };
  }
}
