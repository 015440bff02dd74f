import { CloudError } from "../cloud-error";

const FULL_URI = "AWS_CONTAINER_CREDENTIALS_FULL_URI=";
const TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN=";

interface Credentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly Token: string;
}

/**
 * A container's environment with the task role's credentials in it. On Fargate an SDK fetches them from a link-local
 * address; the emulator's address is one that SDKs refuse, so its answer is handed in.
 * @throws CloudError where the emulator has no credentials to give.
 */
export async function withCredentials(environment: readonly string[]): Promise<string[]> {
  const value = (start: string) => environment.find((entry) => entry.startsWith(start))?.slice(start.length);
  const uri = value(FULL_URI);
  if (uri === undefined) return [...environment];
  const { AccessKeyId, SecretAccessKey, Token } = await fetchCredentials(uri, value(TOKEN) ?? "");
  return [
    ...environment.filter((entry) => !entry.startsWith("AWS_CONTAINER_")),
    `AWS_ACCESS_KEY_ID=${AccessKeyId}`,
    `AWS_SECRET_ACCESS_KEY=${SecretAccessKey}`,
    `AWS_SESSION_TOKEN=${Token}`,
  ];
}

async function fetchCredentials(uri: string, authorization: string): Promise<Credentials> {
  try {
    // The name under which a container reaches this machine.
    const answer = await fetch(uri.replace("host.docker.internal", "127.0.0.1"), { headers: { authorization } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const content: unknown = await answer.json();
    if (!areCredentials(content)) throw new Error("the answer lacks some");
    return content;
  } catch (error) {
    const { message, cause = message } = error as Error;
    throw new CloudError(`the emulator gives no credentials for the task role at ${uri}: ${cause}`);
  }
}

function areCredentials(content: unknown): content is Credentials {
  const names = ["AccessKeyId", "SecretAccessKey", "Token"];
  return typeof content === "object" && content !== null && names.every((name) => name in content);
}
