interface Counts {
  readonly minimum: number;
  readonly maximum: number;
}

/** The fewest and the most tasks that a service may have at any hour: its own limits, and those that a schedule sets. */
export function taskLimits({
  tasks,
  scaling,
}: {
  readonly tasks: Counts;
  readonly scaling: { readonly schedule: readonly Counts[] };
}): Counts {
  const all = [tasks, ...scaling.schedule];
  return {
    minimum: Math.min(...all.map(({ minimum }) => minimum)),
    maximum: Math.max(...all.map(({ maximum }) => maximum)),
  };
}
