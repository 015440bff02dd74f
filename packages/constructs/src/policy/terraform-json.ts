/**
 * JSON inside a Terraform string. Literal `${` and `%{` are escaped so that Terraform does not interpolate them;
 * CDKTF tokens stay references. `Fn.jsonencode` is no alternative: cdktf 0.21 breaks on quotes in literals.
 * A token whose expression contains quotes must go through a `TerraformLocal` first.
 */
export function terraformJson(value: object): string {
  return JSON.stringify(value)
    .replace(/\$\{(?!TfToken\[)/g, () => "$${")
    .replace(/%\{/g, () => "%%{");
}
