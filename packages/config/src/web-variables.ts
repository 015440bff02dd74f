/** Environment variables that the platform sets in a container, by what they mean. */
export const containerVariables = {
  environment: "APP_ENVIRONMENT",
  version: "APP_VERSION",
  logLevel: "LOG_LEVEL",
  region: "AWS_DEFAULT_REGION",
} as const;

/** Those of a server behind the load balancer. gunicorn reads its own. */
export const webVariables = {
  ...containerVariables,
  port: "PORT",
  workers: "WEB_CONCURRENCY",
  workerCpuAffinity: "WORKER_CPU_AFFINITY",
  gunicornArguments: "GUNICORN_CMD_ARGS",
  forwardedAllowIps: "FORWARDED_ALLOW_IPS",
  trustedProxyHops: "TRUSTED_PROXY_HOPS",
  trustedHosts: "TRUSTED_HOSTS",
  strictTransportSecurity: "STRICT_TRANSPORT_SECURITY",
  authenticatingLoadBalancerArn: "AUTHENTICATING_LOAD_BALANCER_ARN",
  authenticatedPaths: "AUTHENTICATED_PATHS",
  authenticationIssuer: "AUTHENTICATION_ISSUER",
  authenticationClientId: "AUTHENTICATION_CLIENT_ID",
  drainSeconds: "DRAIN_SECONDS",
  metricsService: "METRICS_SERVICE",
} as const;
