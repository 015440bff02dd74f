const FULL_URI = "AWS_CONTAINER_CREDENTIALS_FULL_URI=";

interface Credentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly Token: string;
}

/**
 * A container's environment with the task role's credentials in it. On Fargate an SDK fetches them from a link-local
 * address; the emulator's address is one that SDKs refuse, so its answer is handed in.
 */
export async function withCredentials(environment: readonly string[]): Promise<string[]> {
  const uri = environment.find((entry) => entry.startsWith(FULL_URI))?.slice(FULL_URI.length);
  if (uri === undefined) return [...environment];
  const answer = await fetch(uri.replace("host.docker.internal", "127.0.0.1"));
  const { AccessKeyId, SecretAccessKey, Token } = (await answer.json()) as Credentials;
  return [
    ...environment.filter((entry) => !entry.startsWith("AWS_CONTAINER_")),
    `AWS_ACCESS_KEY_ID=${AccessKeyId}`,
    `AWS_SECRET_ACCESS_KEY=${SecretAccessKey}`,
    `AWS_SESSION_TOKEN=${Token}`,
  ];
}
