import type { Cloud, EmulatorAddress } from "./cloud-record";

const REGION = "us-east-1";

/** Variables that lead the AWS provider, the AWS CLI and every SDK to the local cloud. */
export function cloudEnvironment({ port, autoscalingPort, accessKey }: Cloud): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING: `http://127.0.0.1:${autoscalingPort}`,
    AWS_ACCESS_KEY_ID: accessKey,
    // No signature is verified: who knows the key is known.
    AWS_SECRET_ACCESS_KEY: accessKey,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: "true",
    // Docker pushes without TLS only to addresses called localhost.
    REGISTRY_ADDRESS: `http://localhost:${port}`,
  };
}

/** Settings that lead one client of the AWS SDK to the local cloud, whatever the variables say. */
export function emulatorClient({ port, accessKey }: EmulatorAddress) {
  return {
    endpoint: `http://127.0.0.1:${port}`,
    region: REGION,
    credentials: { accessKeyId: accessKey, secretAccessKey: accessKey },
  };
}

/** Headers that let in a request that no SDK signs. */
export function emulatorHeaders({ accessKey }: Pick<EmulatorAddress, "accessKey">, service = "s3") {
  return { authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/${REGION}/${service}/aws4_request` };
}
