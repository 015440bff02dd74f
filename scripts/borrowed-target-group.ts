import { type Cloud, emulatorClient } from "@app/local-cloud";
import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
  type TargetDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";

/** Lets the load balancer send a service's requests to a port of this machine for a while; its tasks run on. */
export class BorrowedTargetGroup {
  private readonly client: ElasticLoadBalancingV2Client;
  private tasks: TargetDescription[] = [];

  constructor(
    cloud: Cloud,
    private readonly TargetGroupArn: string,
    private readonly port: number,
  ) {
    this.client = new ElasticLoadBalancingV2Client(emulatorClient(cloud));
  }

  async borrow(): Promise<void> {
    const { TargetGroupArn } = this;
    const { TargetHealthDescriptions = [] } = await this.client.send(
      new DescribeTargetHealthCommand({ TargetGroupArn }),
    );
    this.tasks = TargetHealthDescriptions.flatMap(({ Target }) =>
      Target ? [{ Id: Target.Id, Port: Target.Port }] : [],
    );
    await this.client.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [this.own] }));
    if (this.tasks.length > 0)
      await this.client.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: this.tasks }));
  }

  async giveBack(): Promise<void> {
    const { TargetGroupArn } = this;
    if (this.tasks.length > 0)
      await this.client.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: this.tasks }));
    await this.client.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: [this.own] }));
  }

  private get own(): TargetDescription {
    return { Id: "127.0.0.1", Port: this.port };
  }
}
