import type { Cloud } from "./cloud-record";

const REGION = "us-east-1";
/** The emulator takes any. */
const KEY = "test";

/** Variables that lead the AWS provider, the AWS CLI and every SDK to the local cloud. */
export function cloudEnvironment({ port, autoscalingPort }: Cloud): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING: `http://127.0.0.1:${autoscalingPort}`,
    AWS_ACCESS_KEY_ID: KEY,
    AWS_SECRET_ACCESS_KEY: KEY,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: "true",
    // Docker pushes without TLS only to addresses called localhost.
    REGISTRY_ADDRESS: `http://localhost:${port}`,
  };
}

/** Settings that lead one client of the AWS SDK to the emulator, whatever the variables say. */
export function emulatorClient(port: number) {
  return {
    endpoint: `http://127.0.0.1:${port}`,
    region: REGION,
    credentials: { accessKeyId: KEY, secretAccessKey: KEY },
  };
}
