import type { Secret } from "@aws-sdk/client-ecs";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { emulatorClient } from "../cloud-environment";
import { EngineError } from "./engine-error";

/** `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME` has so many parts; key, stage and version stand behind them. */
const ARN_PARTS = 7;

/**
 * The secrets of which a task definition wants a certain version. The emulator resolves every container's secrets before
 * it asks the engine for the container, but hands out the current version whatever is asked for:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export class SecretVersions {
  private readonly secretsManager: SecretsManagerClient;

  constructor(emulatorPort: number) {
    this.secretsManager = new SecretsManagerClient(emulatorClient(emulatorPort));
  }

  /** As variables, `NAME=value`. @throws EngineError with ECS's words where there is no such version. */
  async variables(secrets: readonly Secret[] = []): Promise<string[]> {
    const found = await Promise.all(secrets.map((secret) => this.variable(secret)));
    return found.flatMap((variable) => variable ?? []);
  }

  /** Undefined where the current version is meant, which the container has. */
  private async variable({ name, valueFrom = "" }: Secret): Promise<string | undefined> {
    const parts = valueFrom.split(":");
    const [key, stage, version] = parts.slice(ARN_PARTS);
    if (parts[2] !== "secretsmanager" || !(stage || version)) return undefined;
    const arn = parts.slice(0, ARN_PARTS).join(":");
    const value = await this.value(arn, stage || undefined, version || undefined);
    return `${name}=${key ? field(value, key) : value}`;
  }

  private async value(SecretId: string, VersionStage?: string, VersionId?: string): Promise<string> {
    try {
      const answer = await this.secretsManager.send(new GetSecretValueCommand({ SecretId, VersionStage, VersionId }));
      return answer.SecretString ?? "";
    } catch (error) {
      const { name, message } = error as Error;
      throw unretrievable(`failed to fetch secret ${SecretId} from secrets manager: ${name}: ${message}`);
    }
  }
}

function field(text: string, key: string): string {
  try {
    const content: unknown = JSON.parse(text);
    const value = typeof content === "object" && content !== null && new Map(Object.entries(content)).get(key);
    if (typeof value === "string") return value;
  } catch {
    // no JSON
  }
  throw unretrievable(`retrieved secret from Secrets Manager did not contain json key ${key}`);
}

function unretrievable(reason: string): EngineError {
  return new EngineError(500, `ResourceInitializationError: unable to retrieve secret from asm: ${reason}`);
}
