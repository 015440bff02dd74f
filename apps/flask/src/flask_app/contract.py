"""Generated from packages/config by `pnpm --filter @app/config generate`; do not edit."""

from typing import Final

PORT: Final = 8080
HEALTH_CHECK_PATH: Final = "/health_check"
READINESS_PATH: Final = "/ready"


class Variables:
    """Names of the environment variables that the task definition sets."""

    APP_ENVIRONMENT: Final = "APP_ENVIRONMENT"
    APP_VERSION: Final = "APP_VERSION"
    LOG_LEVEL: Final = "LOG_LEVEL"
    NOTES_TABLE_NAME: Final = "NOTES_TABLE_NAME"
    TRUSTED_PROXY_HOPS: Final = "TRUSTED_PROXY_HOPS"
