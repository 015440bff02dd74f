/** One resource that a destruction would delete, as the state knows it. */
export interface DoomedResource {
  readonly stackId: string;
  readonly type: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export function addressOf({ stackId, type, name }: DoomedResource): string {
  return `${stackId}: ${type}.${name}`;
}
