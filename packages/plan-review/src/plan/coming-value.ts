/** Stands in a plan for an output that only the apply of another stack will tell: `‹vpc_id of infra-network›`. */
export function comingValue(output: string, stack: string): string {
  return `‹${output} of ${stack}›`;
}

const COMING_VALUE = /‹[^›]+ of [^›]+›/g;

/** All that stand in a text. */
export function comingValuesIn(text: string): string[] {
  return text.match(COMING_VALUE) ?? [];
}

/** Whether a text holds such a value. */
export function holdsComingValue(text: string): boolean {
  return comingValuesIn(text).length > 0;
}
