import { stackGroup, stateBucketName, stateKey } from "@app/config";
import type { OrphanedState, ProjectDescription } from "@app/stack-runner";
import { GetObjectCommand, NoSuchBucket, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { clientSettings } from "./client-settings";
import type { Environments } from "./environments";

/** The part of a state that tells what a stack is without its code. */
interface State {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances?: readonly {
      readonly attributes?: { readonly config?: { readonly value?: { readonly key?: string } } };
    }[];
  }[];
}

const ENDING = ".tfstate";

/** A bucket as S3 is asked for it: of that account, and nobody else's who took the name. */
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
interface OwnedBucket {
  readonly Bucket: string;
  readonly ExpectedBucketOwner: string;
}

/** States under the environment's prefix that none of the app's stacks owns, and which hold resources. */
export function orphanedStates(environments: Environments): NonNullable<ProjectDescription["orphans"]> {
  return async ({ environment: name, variables, known }) => {
    const environment = environments.load(name);
    const prefix = stateKey(environment, "").slice(0, -ENDING.length);
    const { accountId, region, emulated } = environment.aws;
    const bucket = { Bucket: stateBucketName(environment), ExpectedBucketOwner: accountId };
    const s3 = new S3Client({ ...clientSettings(variables, region, "S3"), forcePathStyle: emulated });
    try {
      const keys = (await keysUnder(s3, bucket, prefix)).filter((key) => !known.includes(stackIdOf(key, prefix)));
      const found = await Promise.all(keys.map(async (key) => orphan(key, prefix, await stateAt(s3, bucket, key))));
      return found.filter(({ resources }) => resources > 0);
    } catch (error) {
      // Nothing was ever deployed.
      if (error instanceof NoSuchBucket) return [];
      throw error;
    } finally {
      s3.destroy();
    }
  };
}

async function keysUnder(s3: S3Client, bucket: OwnedBucket, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { ...bucket, Prefix: prefix })) {
    keys.push(...Contents.flatMap(({ Key }) => (Key?.endsWith(ENDING) ? [Key] : [])));
  }
  return keys;
}

async function stateAt(s3: S3Client, bucket: OwnedBucket, key: string): Promise<State> {
  const { Body } = await s3.send(new GetObjectCommand({ ...bucket, Key: key }));
  return JSON.parse((await Body?.transformToString()) || "{}") as State;
}

function orphan(key: string, prefix: string, { resources = [] }: State): OrphanedState {
  const managed = resources.filter(({ mode, instances = [] }) => mode === "managed" && instances.length > 0);
  const reads = resources
    .filter(({ type }) => type === "terraform_remote_state")
    .flatMap(({ instances = [] }) => instances.flatMap(({ attributes }) => attributes?.config?.value?.key ?? []));
  return {
    stackId: stackIdOf(key, prefix),
    resources: managed.length,
    reads: reads.map((one) => stackIdOf(one, prefix)),
    backend: { key },
  };
}

function stackIdOf(key: string, prefix: string): string {
  return `${stackGroup}-${key.slice(prefix.length, -ENDING.length)}`;
}
