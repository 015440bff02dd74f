import type { Environment } from "@app/config";
import { others } from "../testing/applications";
import { leadTo } from "../testing/aws-json-api";
import { type Loopback, serveOnLoopback } from "../testing/loopback";
import type { DoomedResource } from "./doomed-resource";
import { foreseeDestruction } from "./foresee-destruction";

const resource = (type: string, name: string, attributes: object): DoomedResource => ({
  stackId: "infra-data",
  type,
  name,
  attributes: attributes as DoomedResource["attributes"],
});

const REPOSITORY = { name: "shop-front", force_delete: false };
const ZONE = { zone_id: "Z1", name: "example.org", force_destroy: false };
const BUCKET = { bucket: "uploads", force_destroy: false };

interface Account {
  /** Digest of each tag in the repository; undefined where there is none. */
  readonly images?: readonly string[] | undefined;
  /** Name and type of each record. */
  readonly records?: readonly (readonly [string, string])[];
  readonly objects?: number;
}

describe("what is foreseen of a destruction", () => {
  let aws: Loopback | undefined;
  afterEach(() => aws?.close());
  const owners: unknown[] = [];

  async function foreseen(account: Account, resources: readonly DoomedResource[], changes = {}) {
    owners.length = 0;
    aws = await serveOnLoopback((message, response) => {
      const { url = "", headers } = message;
      if (headers["x-amz-target"]) {
        response.setHeader("content-type", "application/x-amz-json-1.1");
        if (!account.images) response.writeHead(400);
        const imageIds = account.images?.map((imageDigest, tag) => ({ imageDigest, imageTag: `${tag}` }));
        return response.end(JSON.stringify(imageIds ? { imageIds } : { __type: "RepositoryNotFoundException" }));
      }
      response.setHeader("content-type", "application/xml");
      if (url.includes("/rrset")) return response.end(recordSets(account.records ?? []));
      owners.push(headers["x-amz-expected-bucket-owner"]);
      return response.end(versions(account.objects ?? 0));
    });
    const environment = { ...others.load("several"), ...changes } as Environment;
    const emulated = { ...environment, aws: { ...environment.aws, emulated: true } };
    return foreseeDestruction({ names: () => [], load: () => emulated })({
      environment: "several",
      variables: leadTo(aws),
      resources,
      onProgress: () => undefined,
    });
  }

  it("names images, records of others and objects that would end it half-way", async () => {
    const { refused } = await foreseen(
      {
        images: ["sha256:a", "sha256:a", "sha256:b"],
        records: [
          ["example.org.", "NS"],
          ["example.org.", "SOA"],
          ["example.org.", "MX"],
          ["\\052.example.org.", "A"],
          ["shop.example.org.", "A"],
          ["blog.example.org.", "NS"],
        ],
        objects: 1,
      },
      [
        resource("aws_ecr_repository", "front", REPOSITORY),
        resource("aws_route53_zone", "zone", ZONE),
        resource("aws_route53_record", "shop", { zone_id: "Z1", fqdn: "shop.example.org", type: "A" }),
        resource("aws_route53_record", "elsewhere", { zone_id: "Z2", fqdn: "example.org", type: "MX" }),
        resource("aws_s3_bucket", "uploads", BUCKET),
      ],
    );

    expect(refused).toEqual([
      "infra-data: aws_ecr_repository.front (shop-front holds 2 images)",
      "infra-data: aws_route53_zone.zone (example.org has records of others: example.org MX, *.example.org A, blog.example.org NS)",
      "infra-data: aws_s3_bucket.uploads (uploads is not empty; old versions count)",
    ]);
    expect(owners).toEqual(["333333333333"]);
  });

  it.each([
    ["nothing is in them", { images: [], records: [["example.org.", "NS"]] as const, objects: 0 }],
    ["a repository is gone already", { images: undefined }],
  ])("refuses nothing where %s", async (_, account) => {
    const { refused } = await foreseen(account, [
      resource("aws_ecr_repository", "front", REPOSITORY),
      resource("aws_route53_zone", "zone", ZONE),
      resource("aws_s3_bucket", "uploads", BUCKET),
    ]);

    expect(refused).toEqual([]);
  });

  it("refuses nothing that Terraform empties first", async () => {
    const { refused } = await foreseen({ images: ["sha256:a"], records: [["x.example.org.", "A"]], objects: 1 }, [
      resource("aws_ecr_repository", "front", { ...REPOSITORY, force_delete: true }),
      resource("aws_route53_zone", "zone", { ...ZONE, force_destroy: true }),
      resource("aws_s3_bucket", "uploads", { ...BUCKET, force_destroy: true }),
    ]);

    expect(refused).toEqual([]);
  });

  it("says what stays: each thing once, and whether it costs", async () => {
    const insights = [{ name: "containerInsights", value: "enabled" }];
    const snapshot = { skip_final_snapshot: false, final_snapshot_identifier: "orders-1" };
    const { stays } = await foreseen({}, [
      resource("aws_ecs_task_definition", "task_definition", { family: "shop-front" }),
      resource("aws_ecs_task_definition", "task_definition", { family: "shop-front" }),
      resource("aws_ecs_cluster", "cluster", { name: "shop", setting: insights }),
      resource("aws_ecs_cluster", "quiet", { name: "quiet", setting: [{ ...insights[0], value: "disabled" }] }),
      resource("aws_db_instance", "orders", snapshot),
      resource("aws_db_instance", "visits", { ...snapshot, skip_final_snapshot: true }),
      resource("aws_secretsmanager_secret", "key", { name: "shop/key", recovery_window_in_days: 30 }),
      resource("aws_secretsmanager_secret", "now", { name: "shop/now", recovery_window_in_days: 0 }),
    ]);

    expect(stays).toEqual([
      "revisions of the task definition shop-front, inactive and free of charge: `aws ecs delete-task-definitions` deletes them",
      "log group /aws/ecs/containerinsights/shop/performance of Container Insights, billed by size: `aws logs delete-log-group` deletes it",
      "snapshot orders-1, billed by size",
      "secret shop/key for 30 days, in which it can be restored and its name is taken",
    ]);
  });
});

function recordSets(records: readonly (readonly [string, string])[]): string {
  const sets = records.map(
    ([name, type]) => `<ResourceRecordSet><Name>${name}</Name><Type>${type}</Type></ResourceRecordSet>`,
  );
  return `<ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ResourceRecordSets>${sets.join("")}</ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>300</MaxItems></ListResourceRecordSetsResponse>`;
}

function versions(count: number): string {
  const one = "<Version><Key>a</Key><VersionId>1</VersionId></Version>";
  return `<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${one.repeat(count)}</ListVersionsResult>`;
}
