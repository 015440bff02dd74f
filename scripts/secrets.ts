import { randomBytes } from "node:crypto";
import { type Environment, secretVariable } from "@app/config";
import { type Cloud, emulatorClient } from "@app/local-cloud";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

const RANDOM_BYTES = 24;

/**
 * On AWS somebody made the secrets that a description calls existing; the emulated account begins without them. Makes
 * those that it lacks, from the variable named like the secret's key or at random, and returns what it made in words.
 */
export async function makeMissingSecrets(
  cloud: Cloud,
  { secrets }: Pick<Environment, "secrets">,
  variables: NodeJS.ProcessEnv,
): Promise<string[]> {
  if (!secrets.some(({ kind }) => kind === "existing")) return [];
  const client = new SecretsManagerClient(emulatorClient(cloud));
  const made: string[] = [];
  for (const { key, name, kind } of secrets) {
    if (kind !== "existing") continue;
    if (await exists(client, name)) continue;
    const variable = secretVariable(key);
    const value = variables[variable];
    const SecretString = value ?? randomBytes(RANDOM_BYTES).toString("base64url");
    await client.send(new CreateSecretCommand({ Name: name, SecretString }));
    made.push(
      value === undefined ? `${name} (random; ${variable} would give it a value)` : `${name} (from ${variable})`,
    );
  }
  return made;
}

async function exists(client: SecretsManagerClient, name: string): Promise<boolean> {
  try {
    await client.send(new DescribeSecretCommand({ SecretId: name }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}
