import type { CheckedApplication } from "../check-application";
import { constantCase } from "../naming";
import { requestMetrics } from "../request-metrics";
import { secretVariable } from "../secrets";
import { webVariables } from "../web-variables";
import { grantedVariables } from "../wiring";

/** Answers 200 only while the sample's data answers, too. Nothing but the sample itself looks at it. */
const READINESS_PATH = "/ready";

/** What the platform and one source agree on, as a Python module; nothing where the source is no web service's. */
export function pythonContract(application: CheckedApplication, source: string): string | undefined {
  const web = Object.values(application.services)
    .filter((service) => service.kind === "web")
    .find((service) => service.source === source);
  if (web === undefined) return undefined;
  const secrets = web.secrets.map(secretVariable);
  const constants = [
    ...Object.entries(webVariables).map(([meaning, name]) => [constantCase(meaning), name]),
    ...grantedVariables(application, web).map(({ name, found }) => [name, found]),
    ...secrets.map((name) => [name, web.variableNames[name] ?? name]),
  ];
  return `"""Generated from packages/config/src/application.ts by \`pnpm --filter @app/config generate\`; do not edit."""

from typing import Final

PORT: Final = ${web.port}
HEALTH_CHECK_PATH: Final = ${JSON.stringify(web.healthCheckPath)}
READINESS_PATH: Final = ${JSON.stringify(READINESS_PATH)}


class Variables:
    """Names of the environment variables that the task definition sets."""

${assignments(constants)}


class Metrics:
    """Names under which CloudWatch keeps what is logged of requests and of the log."""

${assignments(Object.entries(requestMetrics).map(([meaning, name]) => [constantCase(meaning), name]))}
`;
}

function assignments(constants: readonly (readonly string[])[]): string {
  return constants.map(([constant, name]) => `    ${constant}: Final = ${JSON.stringify(name)}`).join("\n");
}
