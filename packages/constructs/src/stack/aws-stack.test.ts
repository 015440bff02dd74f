import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { App } from "cdktf";
import { synthesize } from "../testing/synthesize";
import { AwsStack, type StackSettings } from "./aws-stack";
import { list, type OutputSpecifications, type OutputValues, text } from "./contract";

const settings = (stack: string): StackSettings => ({
  region: "eu-central-1",
  accountId: "111111111111",
  emulated: false,
  stateBucket: "states",
  stateKey: `app/test/${stack}.tfstate`,
  tags: { Stack: stack },
});

const outputs = { vpcId: text("Id of the VPC"), subnetIds: list("Ids of the subnets") };

class Producer extends AwsStack<typeof outputs> {
  readonly vpc = new Vpc(this, "vpc", { cidrBlock: "10.0.0.0/16" });

  constructor(app: App, publishing = true) {
    super(app, "producer", settings("producer"), outputs);
    if (publishing) this.publish({ vpcId: this.vpc.id, subnetIds: ["a", "b"] });
  }

  refuseIncompletePublishing() {
    // @ts-expect-error a stack cannot leave an output of its contract out
    this.publish({ vpcId: "x" });
  }
}

class Consumer extends AwsStack<Record<never, never>> {
  constructor(app: App, use: (stack: Consumer) => string) {
    super(app, "consumer", settings("consumer"), {});
    new Vpc(this, "vpc", { cidrBlock: "10.0.0.0/16", tags: { Upstream: use(this) } });
    this.publish({});
  }

  outputsOf(producer: Producer): OutputValues<typeof outputs> {
    return this.read(producer);
  }

  refuseUnknownOutput(producer: Producer) {
    // @ts-expect-error nobody publishes subnetArns
    return this.read(producer).subnetArns;
  }
}

describe("AwsStack", () => {
  it("publishes readable outputs that are not sensitive, and says which are lists", () => {
    const { producer } = synthesize((app) => void new Producer(app));
    expect(producer?.output).toEqual({
      vpc_id: { value: "${aws_vpc.vpc.id}", description: "Id of the VPC" },
      subnet_ids: { "//": { kind: "list" }, value: ["a", "b"], description: "Ids of the subnets" },
    });
  });

  it("keeps its state in S3, encrypted and locked by an object beside it", () => {
    const { producer } = synthesize((app) => void new Producer(app));
    expect(producer?.terraform.backend.s3).toEqual({
      bucket: "states",
      key: "app/test/producer.tfstate",
      region: "eu-central-1",
      encrypt: true,
      use_lockfile: true,
    });
  });

  it("refuses every other account", () => {
    const { producer } = synthesize((app) => void new Producer(app));
    expect(producer?.provider.aws?.[0]?.allowed_account_ids).toEqual(["111111111111"]);
  });

  it("reads another stack's outputs from its remote state", () => {
    const { consumer } = synthesize((app) => {
      const producer = new Producer(app);
      new Consumer(app, (stack) => stack.outputsOf(producer).vpcId);
    });
    expect(consumer?.resource.aws_vpc?.vpc?.tags.Upstream).toBe(
      "${data.terraform_remote_state.producer.outputs.vpc_id}",
    );
    expect(consumer?.data.terraform_remote_state?.producer?.config.key).toBe("app/test/producer.tfstate");
  });

  it("reads one stack as often as it likes", () => {
    const { consumer } = synthesize((app) => {
      const producer = new Producer(app);
      new Consumer(app, (stack) => `${stack.outputsOf(producer).vpcId} ${stack.outputsOf(producer).vpcId}`);
    });
    expect(Object.keys(consumer?.data.terraform_remote_state ?? {})).toEqual(["producer"]);
  });

  it("publishes outputs whose names are made at run time", () => {
    class Dynamic extends AwsStack<OutputSpecifications> {
      constructor(app: App, keys: readonly string[]) {
        super(app, "dynamic", settings("dynamic"), Object.fromEntries(keys.map((key) => [`${key}Name`, text(key)])));
        this.publish(Object.fromEntries(keys.map((key) => [`${key}Name`, key])));
      }
    }
    const { dynamic } = synthesize((app) => void new Dynamic(app, ["notes", "paidOrders"]));
    expect(Object.keys(dynamic?.output ?? {})).toEqual(["notes_name", "paid_orders_name"]);
  });

  it("refuses an output that is declared and never published", () => {
    expect(() => synthesize((app) => void new Producer(app, false))).toThrow(
      /"vpc_id" is in the contract but never published/,
    );
  });

  it("refuses another stack's resource that was not published", () => {
    expect(() =>
      synthesize((app) => {
        const producer = new Producer(app);
        new Consumer(app, () => producer.vpc.arn);
      }),
    ).toThrow(/producer: ".*arn" is used by another stack without being published/);
  });
});
