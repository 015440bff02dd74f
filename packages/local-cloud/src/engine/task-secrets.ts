import type { Secret } from "@aws-sdk/client-ecs";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { emulatorClient } from "../cloud-environment";
import type { EmulatorAddress } from "../cloud-record";
import { EngineError } from "./engine-error";

/** `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME` has so many parts; key, stage and version stand behind them. */
const ARN_PARTS = 7;

/**
 * The secrets of a task definition that the emulator gets wrong. It resolves every container's secrets before it asks the
 * engine for the container, but hands out a secret's current version whatever is asked for, and the ciphertext of
 * encrypted parameters:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
 */
export class TaskSecrets {
  private readonly secretsManager: SecretsManagerClient;
  private readonly parameterStore: SSMClient;

  constructor(emulator: EmulatorAddress) {
    this.secretsManager = new SecretsManagerClient(emulatorClient(emulator));
    this.parameterStore = new SSMClient(emulatorClient(emulator));
  }

  /** As variables, `NAME=value`. @throws EngineError with ECS's words where one cannot be had. */
  async variables(secrets: readonly Secret[] = []): Promise<string[]> {
    const values = await Promise.all(secrets.map(({ valueFrom = "" }) => this.valueOf(valueFrom)));
    return secrets.flatMap(({ name }, index) => (values[index] === undefined ? [] : `${name}=${values[index]}`));
  }

  /** Undefined where the container has the right value already. */
  private valueOf(valueFrom: string): Promise<string> | undefined {
    const parts = valueFrom.split(":");
    // A name without an ARN is a parameter's.
    if (parts[2] !== "secretsmanager") return this.parameter(valueFrom);
    const [key, stage, version] = parts.slice(ARN_PARTS);
    if (!stage && !version) return undefined;
    return this.version(parts.slice(0, ARN_PARTS).join(":"), { key, stage, version });
  }

  private async parameter(Name: string): Promise<string> {
    try {
      const { Parameter } = await this.parameterStore.send(new GetParameterCommand({ Name, WithDecryption: true }));
      return Parameter?.Value ?? "";
    } catch (error) {
      const { name, message } = error as Error;
      throw unretrievable("ssm", `failed to fetch parameter ${Name}: ${name}: ${message}`);
    }
  }

  private async version(SecretId: string, { key, stage, version }: SecretPart): Promise<string> {
    const ids = { VersionStage: stage || undefined, VersionId: version || undefined };
    let text: string;
    try {
      const answer = await this.secretsManager.send(new GetSecretValueCommand({ SecretId, ...ids }));
      text = answer.SecretString ?? "";
    } catch (error) {
      const { name, message } = error as Error;
      throw unretrievable("asm", `failed to fetch secret ${SecretId} from secrets manager: ${name}: ${message}`);
    }
    return key ? field(text, key) : text;
  }
}

/** What stands behind a secret's ARN; empty where anything is meant. */
interface SecretPart {
  readonly key: string | undefined;
  readonly stage: string | undefined;
  readonly version: string | undefined;
}

function field(text: string, key: string): string {
  try {
    const content: unknown = JSON.parse(text);
    const value = typeof content === "object" && content !== null && new Map(Object.entries(content)).get(key);
    if (typeof value === "string") return value;
  } catch {
    // no JSON
  }
  throw unretrievable("asm", `retrieved secret from Secrets Manager did not contain json key ${key}`);
}

function unretrievable(store: "asm" | "ssm", reason: string): EngineError {
  return new EngineError(500, `ResourceInitializationError: unable to retrieve secret from ${store}: ${reason}`);
}
