import { App, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { Certificate, CertificateValidation } from "aws-cdk-lib/aws-certificatemanager";
import { AttributeType, BillingMode, Table } from "aws-cdk-lib/aws-dynamodb";
import { FlowLogDestination, GatewayVpcEndpointAwsService, IpAddresses, Vpc } from "aws-cdk-lib/aws-ec2";
import { Repository, TagMutability } from "aws-cdk-lib/aws-ecr";
import { Cluster, ContainerImage } from "aws-cdk-lib/aws-ecs";
import { ApplicationLoadBalancedFargateService } from "aws-cdk-lib/aws-ecs-patterns";
import { HostedZone } from "aws-cdk-lib/aws-route53";
import type { Construct } from "constructs";

/** The same system as `apps/infra` in aws-cdk: network, zone and certificate, registry, load-balanced Fargate service. */
const app = new App();
const env = { account: "111111111111", region: "eu-central-1" };

class NetworkStack extends Stack {
  readonly vpc = new Vpc(this, "vpc", {
    ipAddresses: IpAddresses.cidr("10.20.0.0/16"),
    maxAzs: 2,
    natGateways: 1,
    flowLogs: { cloudwatch: { destination: FlowLogDestination.toCloudWatchLogs() } },
    gatewayEndpoints: {
      s3: { service: GatewayVpcEndpointAwsService.S3 },
      dynamodb: { service: GatewayVpcEndpointAwsService.DYNAMODB },
    },
  });
}

class DnsStack extends Stack {
  readonly zone = new HostedZone(this, "zone", { zoneName: "staging.example.com" });
  readonly certificate = new Certificate(this, "certificate", {
    domainName: "*.staging.example.com",
    subjectAlternativeNames: ["staging.example.com"],
    validation: CertificateValidation.fromDns(this.zone),
  });
}

class RegistryStack extends Stack {
  readonly repository = new Repository(this, "repository", {
    imageScanOnPush: true,
    imageTagMutability: TagMutability.IMMUTABLE,
    lifecycleRules: [{ maxImageCount: 50 }],
  });
}

class ServiceStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    props: StackProps,
    network: NetworkStack,
    dns: DnsStack,
    registry: RegistryStack,
  ) {
    super(scope, id, props);
    const table = new Table(this, "notes", {
      partitionKey: { name: "board", type: AttributeType.STRING },
      sortKey: { name: "id", type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const service = new ApplicationLoadBalancedFargateService(this, "service", {
      cluster: new Cluster(this, "cluster", { vpc: network.vpc }),
      cpu: 256,
      memoryLimitMiB: 512,
      desiredCount: 2,
      certificate: dns.certificate,
      domainName: "staging.example.com",
      domainZone: dns.zone,
      redirectHTTP: true,
      circuitBreaker: { rollback: true },
      taskImageOptions: {
        image: ContainerImage.fromEcrRepository(registry.repository, "v1"),
        containerPort: 8080,
        environment: { NOTES_TABLE_NAME: table.tableName },
      },
    });
    table.grantReadWriteData(service.taskDefinition.taskRole);
    service.targetGroup.configureHealthCheck({ path: "/health_check" });
    const scaling = service.service.autoScaleTaskCount({ minCapacity: 1, maxCapacity: 3 });
    scaling.scaleOnCpuUtilization("cpu", { targetUtilizationPercent: 60 });
    scaling.scaleOnRequestCount("requests", { requestsPerTarget: 1000, targetGroup: service.targetGroup });
    service.targetGroup.metrics
      .unhealthyHostCount()
      .createAlarm(this, "unhealthy", { threshold: 1, evaluationPeriods: 2 });
    service.targetGroup.metrics
      .targetResponseTime({ period: Duration.minutes(5) })
      .createAlarm(this, "latency", { threshold: 1, evaluationPeriods: 2 });
  }
}

const network = new NetworkStack(app, "network", { env });
const dns = new DnsStack(app, "dns", { env });
const registry = new RegistryStack(app, "registry", { env });
new ServiceStack(app, "service", { env }, network, dns, registry);
app.synth();
