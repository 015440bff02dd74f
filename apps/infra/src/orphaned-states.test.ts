import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { environmentNames, loadEnvironment, stackGroup, stateBucketName, stateKey } from "@app/config";
import { shippedEnvironments } from "./environments";
import { orphanedStates } from "./orphaned-states";

/** What S3 answers: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
let objects: Record<string, string> | undefined;
/** Accounts that were named as the bucket's owner, or that none was. */
let owners: Set<unknown>;
let server: Server;
let endpoint: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    owners.add(request.headers["x-amz-expected-bucket-owner"]);
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const key = pathname.split("/").slice(2).join("/");
    if (!objects) {
      return response.writeHead(404).end("<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>");
    }
    if (searchParams.has("list-type")) {
      const keys = Object.keys(objects).filter((one) => one.startsWith(searchParams.get("prefix") ?? ""));
      return response.end(
        `<ListBucketResult><IsTruncated>false</IsTruncated>${keys.map((one) => `<Contents><Key>${one}</Key></Contents>`).join("")}</ListBucketResult>`,
      );
    }
    return response.end(objects[key]);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  endpoint = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
afterAll(() => server.close());
beforeEach(() => {
  owners = new Set();
});

const environment = loadEnvironment(environmentNames().find((name) => loadEnvironment(name).aws.emulated) ?? "");
const find = () =>
  orphanedStates(shippedEnvironments)({
    environment: environment.name,
    variables: { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
    known: [`${stackGroup}-network`],
    onProgress: () => undefined,
  });

function state(...resources: readonly object[]): string {
  return JSON.stringify({ version: 4, resources });
}

const bucket = { mode: "managed", type: "aws_s3_bucket", instances: [{ attributes: {} }] };

it("finds states that no stack owns, how much they hold, and what they read", async () => {
  const config = { value: { bucket: stateBucketName(environment), key: stateKey(environment, "network") } };
  objects = {
    [stateKey(environment, "network")]: state(bucket),
    [stateKey(environment, "old")]: state(bucket, {
      mode: "data",
      type: "terraform_remote_state",
      instances: [{ attributes: { config } }],
    }),
    [stateKey(environment, "destroyed")]: state(),
    [`${stateKey(environment, "old")}.tflock`]: "{}",
    [stateKey({ ...environment, name: "another" }, "old")]: state(bucket),
  };

  expect(await find()).toEqual([
    {
      stackId: `${stackGroup}-old`,
      resources: 1,
      reads: [`${stackGroup}-network`],
      backend: { key: stateKey(environment, "old") },
    },
  ]);
});

it("asks no bucket of another account", async () => {
  objects = { [stateKey(environment, "old")]: state(bucket) };

  await find();

  expect(owners).toEqual(new Set([environment.aws.accountId]));
});

it("finds none where no bucket is", async () => {
  objects = undefined;

  expect(await find()).toEqual([]);
});
