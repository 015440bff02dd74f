import { type Environment, stateBucketName, stateKey } from "@app/config";
import { type Cloud, emulatorClient, readLogs } from "@app/local-cloud";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeNatGatewaysCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ECRClient,
  RepositoryAlreadyExistsException,
} from "@aws-sdk/client-ecr";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { shipped, webStack } from "./shipped";

/** What a test looks up in the emulated account, past Terraform. */
export class Account {
  private readonly settings;
  private readonly s3: S3Client;
  private readonly ec2: EC2Client;
  private readonly ecr: ECRClient;
  private readonly bucket: string;

  constructor(
    private readonly cloud: Cloud,
    private readonly environment: Environment = shipped,
  ) {
    this.bucket = stateBucketName(environment);
    this.settings = { ...emulatorClient(cloud), region: environment.aws.region };
    this.s3 = new S3Client({ ...this.settings, forcePathStyle: true });
    this.ec2 = new EC2Client(this.settings);
    this.ecr = new ECRClient(this.settings);
  }

  async notes(): Promise<string[]> {
    const TableName = await this.output("data", "notes_table_name");
    const { Items = [] } = await new DynamoDBClient(this.settings).send(new ScanCommand({ TableName }));
    return Items.map(({ text }) => text?.S ?? "");
  }

  /** Lines of a service's log group that hold a text. */
  async logLines(text: string, stack = webStack): Promise<string[]> {
    const found: string[] = [];
    const logGroup = await this.output(stack, "log_group_name");
    for await (const { message } of readLogs({ cloud: this.cloud, logGroup, since: 0 })) {
      if (message.includes(text)) found.push(message);
    }
    return found;
  }

  /** Objects in the state bucket that Terraform holds locks with. */
  async locks(): Promise<string[]> {
    return (await this.stateKeys()).filter((key) => key.endsWith(".tflock"));
  }

  /** Stacks that have a state, without the group's prefix. */
  async stacks(): Promise<string[]> {
    const keys = await this.stateKeys();
    return keys.flatMap((key) => /([^/]+)\.tfstate$/.exec(key)?.[1] ?? []);
  }

  async lock(stack: string, info: object): Promise<void> {
    const Key = `${stateKey(this.environment, stack)}.tflock`;
    await this.s3.send(new PutObjectCommand({ Bucket: this.bucket, Key, Body: JSON.stringify(info) }));
  }

  async unlock(stack: string): Promise<void> {
    await this.s3.send(
      new DeleteObjectCommand({ Bucket: this.bucket, Key: `${stateKey(this.environment, stack)}.tflock` }),
    );
  }

  async state(stack: string): Promise<string> {
    const object = await this.s3.send(
      new GetObjectCommand({ Bucket: this.bucket, Key: stateKey(this.environment, stack) }),
    );
    return (await object.Body?.transformToString()) ?? "";
  }

  /** As if a stack had never been deployed, though what it made is there. */
  async loseState(stack: string): Promise<void> {
    await this.s3.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: stateKey(this.environment, stack) }));
  }

  /** What a stack published, from its state. */
  async output(stack: string, name: string): Promise<string> {
    const { outputs } = JSON.parse(await this.state(stack)) as { outputs: Record<string, { value: string }> };
    return outputs[name]?.value ?? "";
  }

  async createSecret(name: string, value: string): Promise<void> {
    await new SecretsManagerClient(this.settings).send(new CreateSecretCommand({ Name: name, SecretString: value }));
  }

  async secret(name: string): Promise<string> {
    const { SecretString = "" } = await new SecretsManagerClient(this.settings).send(
      new GetSecretValueCommand({ SecretId: name }),
    );
    return SecretString;
  }

  /** Names of queues. */
  async queues(): Promise<string[]> {
    const { QueueUrls = [] } = await new SQSClient(this.settings).send(new ListQueuesCommand({}));
    return QueueUrls.map((url) => url.slice(url.lastIndexOf("/") + 1)).sort();
  }

  async createBucket(name: string): Promise<void> {
    await this.s3.send(new CreateBucketCommand({ Bucket: name }));
  }

  /** A repository of somebody else's, unless it is there. */
  async createRepository(name: string): Promise<void> {
    try {
      await this.ecr.send(new CreateRepositoryCommand({ repositoryName: name, imageTagMutability: "IMMUTABLE" }));
    } catch (error) {
      if (!(error instanceof RepositoryAlreadyExistsException)) throw error;
    }
  }

  /** The tags of each image of a repository. */
  async imageTags(repositoryName: string): Promise<string[][]> {
    const { imageDetails = [] } = await this.ecr.send(new DescribeImagesCommand({ repositoryName }));
    return imageDetails.map(({ imageTags = [] }) => [...imageTags].sort());
  }

  /** Opens a port of a security group to everybody, as somebody might at the console. */
  async openPort(groupId: string, port: number): Promise<void> {
    const IpPermissions = [{ IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
    await this.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions }));
  }

  async closePort(groupId: string, port: number): Promise<void> {
    const IpPermissions = [{ IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
    await this.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions }));
  }

  private async stateKeys(): Promise<string[]> {
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: this.bucket }));
    return Contents.map(({ Key = "" }) => Key);
  }

  /** Ids of networks, subnets and NAT gateways that are not the account's default ones. */
  async networkIds(): Promise<string[]> {
    const [vpcs, subnets, gateways] = await Promise.all([
      this.ec2.send(new DescribeVpcsCommand({})),
      this.ec2.send(new DescribeSubnetsCommand({})),
      this.ec2.send(new DescribeNatGatewaysCommand({})),
    ]);
    const own = (vpcs.Vpcs ?? []).filter(({ IsDefault }) => !IsDefault).map(({ VpcId = "" }) => VpcId);
    return [
      ...own,
      ...(subnets.Subnets ?? []).filter(({ VpcId = "" }) => own.includes(VpcId)).map(({ SubnetId = "" }) => SubnetId),
      ...(gateways.NatGateways ?? [])
        .filter(({ State }) => State !== "deleted")
        .map(({ NatGatewayId = "" }) => NatGatewayId),
    ];
  }
}
