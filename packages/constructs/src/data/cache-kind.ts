import { constantCase } from "../stack/constant-case";
import { text } from "../stack/contract";
import type { Cache } from "./cache";
import { type DataKind, published } from "./data-kind";
import type { ExistingCache } from "./existing-cache";
import { noGrant } from "./grant";

export type CacheVerb = "read-write";

/** What a grant needs to know of a cache besides what its stack publishes. */
export interface CacheDescription {
  readonly port: number;
  readonly password: boolean;
  readonly existing?: object | undefined;
}

/**
 * Caches: one URL as `SESSIONS_CACHE_URL`, a secret where it holds a password, and a way from the tasks to the port. IAM
 * has no part in it: whoever has the password may read and write.
 */
export const cacheKind: DataKind<CacheVerb, Cache | ExistingCache, CacheDescription> = {
  verbs: ["read-write"],

  outputs: (key) => ({
    [`${key}CacheUrl`]: text(`URL of the cache ${key}; empty where it holds a password`),
    [`${key}CacheUrlSecretArn`]: text(`ARN of the secret with the URL of the cache ${key}; empty without a password`),
    [`${key}CacheSecurityGroupId`]: text(`Security group of the cache ${key}`),
  }),

  values: (key, { url, urlSecretArn, securityGroup }) => ({
    [`${key}CacheUrl`]: url ?? "",
    [`${key}CacheUrlSecretArn`]: urlSecretArn ?? "",
    [`${key}CacheSecurityGroupId`]: securityGroup.id,
  }),

  grant: (_verb, key, outputs, { port, password, existing }) => {
    const secret = password || existing !== undefined;
    const variable = `${constantCase(key)}_CACHE_URL`;
    return {
      ...noGrant,
      variables: secret ? {} : { [variable]: published(outputs, `${key}CacheUrl`) },
      secrets: secret ? { [variable]: published(outputs, `${key}CacheUrlSecretArn`) } : {},
      connections: [
        {
          id: key,
          description: `Cache ${key}`,
          securityGroupId: published(outputs, `${key}CacheSecurityGroupId`),
          port,
        },
      ],
      endpoints: secret ? ["secretsmanager"] : [],
    };
  },
};
