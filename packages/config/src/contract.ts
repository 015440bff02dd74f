/**
 * What the container and the infrastructure agree on. `apps/flask` gets its copy generated (`pnpm --filter @app/config generate`),
 * so that a name can never differ between the task definition and the code that reads it.
 */
export const flaskContract = {
  /** TCP port the container listens on. */
  port: 8080,
  /** Liveness: answers 200 as long as the process serves requests; looks at nothing else. */
  healthCheckPath: "/health_check",
  /** Readiness: 200 only when the notes table answers. */
  readinessPath: "/ready",
  /** Exit code 0 when the container answers its own liveness path; run by ECS and by Docker inside the container. */
  probeCommand: ["python", "src/flask_app/probe.py"],
  /** Environment variables, by what they mean. */
  variables: {
    port: "PORT",
    bindAddress: "BIND_ADDRESS",
    environment: "APP_ENVIRONMENT",
    version: "APP_VERSION",
    logLevel: "LOG_LEVEL",
    notesTableName: "NOTES_TABLE_NAME",
    workers: "WEB_CONCURRENCY",
    threads: "WEB_THREADS",
    gracefulTimeoutSeconds: "GRACEFUL_TIMEOUT_SECONDS",
    keepAliveSeconds: "KEEP_ALIVE_SECONDS",
    trustedProxyHops: "TRUSTED_PROXY_HOPS",
  },
} as const;

export type FlaskContract = typeof flaskContract;
