/** `privateSubnetIds` → `private_subnet_ids`, Terraform's spelling. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
