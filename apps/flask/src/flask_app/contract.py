"""Generated from packages/config/src/contract.ts by `pnpm --filter @app/config generate`; do not edit."""

from typing import Final

PORT: Final = 8080
HEALTH_CHECK_PATH: Final = "/health_check"
READINESS_PATH: Final = "/ready"


class Variables:
    """Names of the environment variables that the task definition sets."""

    PORT: Final = "PORT"
    BIND_ADDRESS: Final = "BIND_ADDRESS"
    ENVIRONMENT: Final = "APP_ENVIRONMENT"
    VERSION: Final = "APP_VERSION"
    LOG_LEVEL: Final = "LOG_LEVEL"
    NOTES_TABLE_NAME: Final = "NOTES_TABLE_NAME"
    WORKERS: Final = "WEB_CONCURRENCY"
    THREADS: Final = "WEB_THREADS"
    GRACEFUL_TIMEOUT_SECONDS: Final = "GRACEFUL_TIMEOUT_SECONDS"
    KEEP_ALIVE_SECONDS: Final = "KEEP_ALIVE_SECONDS"
    TRUSTED_PROXY_HOPS: Final = "TRUSTED_PROXY_HOPS"
