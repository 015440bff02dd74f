import type { Environment } from "@app/config";
import { ECRClient, ListImagesCommand, RepositoryNotFoundException } from "@aws-sdk/client-ecr";
import {
  ListResourceRecordSetsCommand,
  NoSuchHostedZone,
  type ResourceRecordSet,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { ListObjectVersionsCommand, NoSuchBucket, S3Client } from "@aws-sdk/client-s3";
import { clientSettings } from "../client-settings";
import { addressOf, type DoomedResource } from "./doomed-resource";
import { foreignRecords } from "./foreign-records";

const MOST_IMAGES = 1000;
const TOLD_RECORDS = 5;

/** What is in something that AWS refuses to delete unless it is empty; undefined where nothing is. */
type Look = (attributes: DoomedResource["attributes"]) => Promise<string | undefined>;

/** The argument with which Terraform empties it first, and who looks into it. */
interface Container {
  readonly forced: string;
  readonly look: Look;
}

/** Looks into repositories, zones and buckets that a destruction would have to find empty. */
export class Contents {
  private readonly ecr: ECRClient;
  private readonly route53: Route53Client;
  private readonly s3: S3Client;
  private readonly containers: Readonly<Record<string, Container>>;

  constructor(
    private readonly environment: Environment,
    variables: Readonly<NodeJS.ProcessEnv>,
    private readonly doomed: readonly DoomedResource[],
  ) {
    const settings = clientSettings(variables, environment.aws.region);
    this.ecr = new ECRClient(clientSettings(variables, environment.aws.region, "ECR"));
    this.route53 = new Route53Client(settings);
    this.s3 = new S3Client({ ...settings, forcePathStyle: environment.aws.emulated });
    this.containers = {
      // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html
      aws_ecr_repository: { forced: "force_delete", look: (attributes) => this.images(attributes) },
      // https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html
      aws_route53_zone: { forced: "force_destroy", look: (attributes) => this.records(attributes) },
      // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
      aws_s3_bucket: { forced: "force_destroy", look: (attributes) => this.objects(attributes) },
    };
  }

  /** `stack: address (what is in it)` of all that would stop the destruction half-way. */
  async refused(): Promise<string[]> {
    const found = await Promise.all(this.doomed.map((resource) => this.refusedOne(resource)));
    return found.filter((line) => line !== undefined);
  }

  private async refusedOne(resource: DoomedResource): Promise<string | undefined> {
    const container = this.containers[resource.type];
    if (!container || resource.attributes[container.forced] === true) return undefined;
    const inside = await container.look(resource.attributes);
    return inside === undefined ? undefined : `${addressOf(resource)} (${inside})`;
  }

  private async images({ name }: DoomedResource["attributes"]): Promise<string | undefined> {
    const command = new ListImagesCommand({ repositoryName: String(name), maxResults: MOST_IMAGES });
    const { imageIds = [], nextToken } = await this.ecr.send(command).catch(nothingOf(RepositoryNotFoundException));
    // One with several tags is listed as often.
    const count = new Set(imageIds.map(({ imageDigest }) => imageDigest)).size;
    if (count === 0) return undefined;
    return `${name} holds ${count}${nextToken ? " or more" : ""} image${count === 1 ? "" : "s"}`;
  }

  private async records({ zone_id: zoneId, name }: DoomedResource["attributes"]): Promise<string | undefined> {
    const all = await this.allRecords(String(zoneId));
    const foreign = foreignRecords(String(name), String(zoneId), all, this.doomed);
    if (foreign.length === 0) return undefined;
    const more = foreign.length > TOLD_RECORDS ? ` and ${foreign.length - TOLD_RECORDS} more` : "";
    return `${name} has records of others: ${foreign.slice(0, TOLD_RECORDS).join(", ")}${more}`;
  }

  private async allRecords(HostedZoneId: string): Promise<ResourceRecordSet[]> {
    const all: ResourceRecordSet[] = [];
    let from = {};
    for (;;) {
      const command = new ListResourceRecordSetsCommand({ HostedZoneId, ...from });
      const answer = await this.route53.send(command).catch(nothingOf(NoSuchHostedZone));
      all.push(...(answer.ResourceRecordSets ?? []));
      if (!answer.IsTruncated) return all;
      const { NextRecordName: StartRecordName, NextRecordType: StartRecordType } = answer;
      from = { StartRecordName, StartRecordType, StartRecordIdentifier: answer.NextRecordIdentifier };
    }
  }

  private async objects({ bucket }: DoomedResource["attributes"]): Promise<string | undefined> {
    const command = new ListObjectVersionsCommand({
      Bucket: String(bucket),
      MaxKeys: 1,
      ExpectedBucketOwner: this.environment.aws.accountId,
    });
    const { Versions = [], DeleteMarkers = [] } = await this.s3.send(command).catch(nothingOf(NoSuchBucket));
    return Versions.length + DeleteMarkers.length > 0 ? `${bucket} is not empty; old versions count` : undefined;
  }
}

/** What is gone already holds nothing. */
function nothingOf(kind: { readonly name: string }): (error: Error) => Record<string, undefined> {
  return (error) => {
    if (error.name === kind.name) return {};
    throw error;
  };
}
