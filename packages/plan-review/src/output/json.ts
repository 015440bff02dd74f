import type { Review } from "../review/model";

/** The review as JSON, in parts that together are one document: a line for each resource, however many there are. */
export function* jsonReview({ stacks, ...review }: Review): Generator<string> {
  yield `${open(review)}"stacks":[\n`;
  for (const [index, { resources, ...stack }] of stacks.entries()) {
    yield `${open(stack)}"resources":[\n`;
    for (const [at, resource] of resources.entries()) yield line(resource, at, resources.length);
    yield `]}${index < stacks.length - 1 ? "," : ""}\n`;
  }
  yield "]}\n";
}

/** An object that goes on. */
function open(fields: object): string {
  return `${JSON.stringify(fields).slice(0, -1)},`;
}

function line(value: object, index: number, count: number): string {
  return `${JSON.stringify(value)}${index < count - 1 ? "," : ""}\n`;
}
