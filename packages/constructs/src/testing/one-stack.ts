import { AwsStack, type StackSettings } from "../stack/aws-stack";
import { type SynthesizedStack, synthesize } from "./synthesize";

export const settings: StackSettings = {
  region: "eu-central-1",
  accountId: "111111111111",
  emulated: false,
  stateBucket: "states",
  stateKey: "app/test/stack.tfstate",
  tags: {},
};

/** A stack that publishes nothing. */
export class TestStack extends AwsStack<Record<never, never>> {}

/** Synthesizes one stack with whatever `build` puts into it; what `build` returns is in its locals, resolved. */
export function oneStack(build: (stack: TestStack) => object | undefined | void): SynthesizedStack {
  const { stack } = synthesize((app) => {
    const built = new TestStack(app, "stack", settings, {});
    const values = build(built);
    if (values) built.addOverride("locals", values);
  });
  if (!stack) throw new Error("the stack was not synthesized");
  return stack;
}
