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
export class TestStack extends AwsStack<Record<never, never>> {
  /** Puts values into the stack's locals, where a test finds them as Terraform will. */
  show(values: object): void {
    this.addOverride("locals", values);
  }
}

/** Synthesizes one stack with whatever `build` puts into it. */
export function oneStack(build: (stack: TestStack) => void): SynthesizedStack {
  const { stack } = synthesize((app) => build(new TestStack(app, "stack", settings, {})));
  if (!stack) throw new Error("the stack was not synthesized");
  return stack;
}
