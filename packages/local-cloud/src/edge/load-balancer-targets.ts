import { randomInt } from "node:crypto";
import {
  type Action,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListHostedZonesCommand, ListResourceRecordSetsCommand, Route53Client } from "@aws-sdk/client-route-53";
import { emulatorClient } from "../cloud-environment";
import type { EmulatorAddress } from "../cloud-record";
import { firstRule, type RuledRequest } from "./listener-rule";

export interface Target {
  readonly host: string;
  readonly port: number;
}

/** Finds the target that a load balancer would hand a request to, by asking the emulated account what it consists of. */
export class LoadBalancerTargets {
  private readonly loadBalancers: ElasticLoadBalancingV2Client;
  private readonly route53: Route53Client;

  constructor(emulator: EmulatorAddress) {
    this.loadBalancers = new ElasticLoadBalancingV2Client(emulatorClient(emulator));
    this.route53 = new Route53Client(emulatorClient(emulator));
  }

  /** Undefined where no load balancer has the name, or its rules lead to no target. */
  async find(request: RuledRequest, listenerPort: number): Promise<Target | undefined> {
    const arn = await this.loadBalancerOf(request.host.toLowerCase());
    if (arn === undefined) return undefined;
    const { Listeners = [] } = await this.loadBalancers.send(new DescribeListenersCommand({ LoadBalancerArn: arn }));
    const listener = Listeners.find(({ Port }) => Port === listenerPort);
    if (listener === undefined) return undefined;
    const { ListenerArn } = listener;
    const { Rules = [] } = await this.loadBalancers.send(new DescribeRulesCommand({ ListenerArn }));
    const rule = firstRule(Rules, request);
    const group = targetGroupOf(rule?.Actions ?? listener.DefaultActions ?? []);
    return group === undefined ? undefined : this.targetOf(group);
  }

  private async loadBalancerOf(host: string): Promise<string | undefined> {
    const { LoadBalancers = [] } = await this.loadBalancers.send(new DescribeLoadBalancersCommand({}));
    const names = [host, await this.aliasOf(host)];
    return LoadBalancers.find(({ DNSName, LoadBalancerName }) =>
      [DNSName, `${LoadBalancerName}.alb.localhost`].some((name) => names.includes(name?.toLowerCase())),
    )?.LoadBalancerArn;
  }

  /** Name to which a Route 53 alias record leads. */
  private async aliasOf(host: string): Promise<string | undefined> {
    const { HostedZones = [] } = await this.route53.send(new ListHostedZonesCommand({}));
    for (const { Id, Name = "" } of HostedZones) {
      if (!`.${host}.`.endsWith(`.${Name}`)) continue;
      const records = await this.route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: Id }));
      const alias = records.ResourceRecordSets?.find((one) => one.Type === "A" && one.Name === `${host}.`)?.AliasTarget;
      if (alias?.DNSName)
        return alias.DNSName.replace(/\.$/, "")
          .replace(/^dualstack\./, "")
          .toLowerCase();
    }
    return undefined;
  }

  private async targetOf(TargetGroupArn: string): Promise<Target | undefined> {
    const answer = await this.loadBalancers.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    const all = answer.TargetHealthDescriptions ?? [];
    const healthy = all.filter(({ TargetHealth }) => TargetHealth?.State === "healthy");
    // Where none is healthy, all get requests:
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
    const choice = healthy.length > 0 ? healthy : all;
    const { Id, Port } = choice[choice.length > 1 ? randomInt(choice.length) : 0]?.Target ?? {};
    return Id && Port ? { host: Id, port: Port } : undefined;
  }
}

/** Undefined where the actions answer themselves, or ask first who the client is. */
function targetGroupOf(actions: readonly Action[]): string | undefined {
  const [forward, ...others] = actions;
  if (forward?.Type !== "forward" || others.length > 0) return undefined;
  const { TargetGroupArn, ForwardConfig } = forward;
  const { TargetGroups = [] } = ForwardConfig ?? {};
  const heaviest = [...TargetGroups].sort((one, other) => (other.Weight ?? 1) - (one.Weight ?? 1))[0];
  return heaviest?.TargetGroupArn ?? TargetGroupArn;
}
