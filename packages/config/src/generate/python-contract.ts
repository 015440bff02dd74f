import { flaskContract } from "../contract";

const constantCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/** The contract as the Python module that `apps/flask` imports. */
export function pythonContract(contract = flaskContract): string {
  const variables = Object.entries(contract.variables).map(
    ([meaning, name]) => `    ${constantCase(meaning)}: Final = ${JSON.stringify(name)}`,
  );
  return `"""Generated from packages/config/src/contract.ts by \`pnpm --filter @app/config generate\`; do not edit."""

from typing import Final

PORT: Final = ${contract.port}
HEALTH_CHECK_PATH: Final = ${JSON.stringify(contract.healthCheckPath)}
READINESS_PATH: Final = ${JSON.stringify(contract.readinessPath)}


class Variables:
    """Names of the environment variables that the task definition sets."""

${variables.join("\n")}
`;
}
