import type { z } from "zod";

/** CPU units → memory sizes in MiB that Fargate accepts for Linux tasks. */
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
const GIB = 1024;
const range = (from: number, to: number, step: number) =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => (from + index * step) * GIB);

export const fargateMemoryMiB: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, GIB, 2 * GIB]],
  [512, range(1, 4, 1)],
  [1024, range(2, 8, 1)],
  [2048, range(4, 16, 1)],
  [4096, range(8, 30, 1)],
  [8192, range(16, 60, 4)],
  [16384, range(32, 120, 8)],
]);

/** Refuses a memory size that Fargate does not have for the CPU size. */
export function checkFargateSize(
  { cpu, memoryMiB }: { readonly cpu: number; readonly memoryMiB: number },
  context: z.core.$RefinementCtx,
): void {
  const sizes = fargateMemoryMiB.get(cpu) ?? [];
  if (sizes.includes(memoryMiB)) return;
  context.addIssue({
    code: "custom",
    path: ["memoryMiB"],
    message: `${memoryMiB} is not a Fargate size for ${cpu} CPU units; choose ${listed(sizes)}`,
  });
}

/** `512, 1024 or 2048`, or `8192, 9216, … 30720` when there are many. */
function listed(sizes: readonly number[]): string {
  if (sizes.length > 4) return `${sizes.slice(0, 2).join(", ")}, … ${sizes.at(-1)}`;
  return `${sizes.slice(0, -1).join(", ")} or ${sizes.at(-1)}`;
}
