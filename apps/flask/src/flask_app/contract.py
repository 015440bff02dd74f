"""Generated from packages/config/src/application.ts by `pnpm --filter @app/config generate`; do not edit."""

from typing import Final

PORT: Final = 8080
HEALTH_CHECK_PATH: Final = "/health_check"
READINESS_PATH: Final = "/ready"


class Variables:
    """Names of the environment variables that the task definition sets."""

    ENVIRONMENT: Final = "APP_ENVIRONMENT"
    VERSION: Final = "APP_VERSION"
    LOG_LEVEL: Final = "LOG_LEVEL"
    REGION: Final = "AWS_DEFAULT_REGION"
    PORT: Final = "PORT"
    WORKERS: Final = "WEB_CONCURRENCY"
    WORKER_CPU_AFFINITY: Final = "WORKER_CPU_AFFINITY"
    GUNICORN_ARGUMENTS: Final = "GUNICORN_CMD_ARGS"
    FORWARDED_ALLOW_IPS: Final = "FORWARDED_ALLOW_IPS"
    TRUSTED_PROXY_HOPS: Final = "TRUSTED_PROXY_HOPS"
    TRUSTED_HOSTS: Final = "TRUSTED_HOSTS"
    STRICT_TRANSPORT_SECURITY: Final = "STRICT_TRANSPORT_SECURITY"
    AUTHENTICATING_LOAD_BALANCER_ARN: Final = "AUTHENTICATING_LOAD_BALANCER_ARN"
    AUTHENTICATED_PATHS: Final = "AUTHENTICATED_PATHS"
    AUTHENTICATION_ISSUER: Final = "AUTHENTICATION_ISSUER"
    AUTHENTICATION_CLIENT_ID: Final = "AUTHENTICATION_CLIENT_ID"
    DRAIN_SECONDS: Final = "DRAIN_SECONDS"
    METRICS_SERVICE: Final = "METRICS_SERVICE"
    NOTES_TABLE_NAME: Final = "NOTES_TABLE_NAME"


class Metrics:
    """Names under which CloudWatch keeps what is logged of requests and of the log."""

    NAMESPACE: Final = "WebService"
    DIMENSION: Final = "Service"
    REQUEST_TIME: Final = "RequestTime"
    QUEUE_TIME: Final = "QueueTime"
    DEPENDENCY_TIME: Final = "DependencyTime"
    SERVER_ERRORS: Final = "ServerErrors"
    IN_FLIGHT: Final = "InFlight"
    DROPPED_LINES: Final = "DroppedLines"
