"""What the environment says, checked once at the start."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask_app.contract import Variables

THREADS_VARIABLE = "SERVER_THREADS"
"""Set by gunicorn's configuration to what the server really runs."""
TRACES_VARIABLE = "OTEL_EXPORTER_OTLP_ENDPOINT"
"""OpenTelemetry's own; without it nothing of OpenTelemetry is imported."""
_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """A variable is missing or wrong; the message names it and the remedy."""


@dataclass(frozen=True)
class Authentication:
    """Whose word on visitors counts, and where it is asked for."""

    load_balancer_arn: str
    paths: tuple[str, ...] = ("/*",)
    """Path patterns that are only for who has signed in."""
    issuer: str | None = None
    """The identity provider, as the load balancer names it; None believes any."""
    client_id: str | None = None
    """The load balancer at that provider; None believes in any."""
    emulator: str | None = None
    """What stands for AWS and has the load balancer's keys; None asks AWS."""


@dataclass(frozen=True)
class Settings:
    """Settings of one running application."""

    environment: str
    """`local`, `staging`, `production` …"""
    version: str
    """What is deployed: the image by digest."""
    log_level: str
    notes_table_name: str
    trusted_proxy_hops: int
    """Load balancers in front, each of which appends to X-Forwarded-For."""
    trusted_hosts: tuple[str, ...] = ()
    """Host names that are answered; without any, all are."""
    strict_transport_security: str = "max-age=31536000"
    """Seconds for which browsers ask for HTTPS alone; `; includeSubDomains` speaks for others than this service."""
    authentication: Authentication | None = None
    """Whose word on visitors counts; None asks nobody who they are."""
    threads: int = 8
    """Requests that one process works on at a time."""
    worker_cpu_affinity: bool = False
    """Each process of the server keeps to one CPU."""
    traced: bool = False
    """Spans are sent to where OpenTelemetry's own variables say."""
    metrics_service: str | None = None
    """Name under which request metrics are logged for CloudWatch; None logs none."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Reads the variables of the contract.

        Raises SettingsError for the first one that is missing or wrong.
        """
        level = environment.get(Variables.LOG_LEVEL, "INFO").upper()
        if level not in _LOG_LEVELS:
            raise SettingsError(
                f'{Variables.LOG_LEVEL}: "{level}" is no log level; use one of {", ".join(_LOG_LEVELS)}'
            )
        return cls(
            environment=environment.get(Variables.ENVIRONMENT, "development"),
            version=environment.get(Variables.VERSION, "unreleased"),
            log_level=level,
            notes_table_name=_required(environment, Variables.NOTES_TABLE_NAME, "the DynamoDB table of the notes"),
            trusted_proxy_hops=_whole_number(environment, Variables.TRUSTED_PROXY_HOPS, default=0, least=0, most=9),
            trusted_hosts=tuple(host for host in environment.get(Variables.TRUSTED_HOSTS, "").split(",") if host),
            strict_transport_security=environment.get(Variables.STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
            authentication=_authentication(environment),
            threads=_whole_number(environment, THREADS_VARIABLE, default=8, least=1, most=1000),
            worker_cpu_affinity=_worker_cpu_affinity(environment),
            traced=bool(environment.get(TRACES_VARIABLE)),
            metrics_service=environment.get(Variables.METRICS_SERVICE) or None,
        )


def _required(environment: Mapping[str, str], name: str, meaning: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise SettingsError(f"{name}: is not set; name {meaning}")
    return value


def _worker_cpu_affinity(environment: Mapping[str, str]) -> bool:
    name = Variables.WORKER_CPU_AFFINITY
    text = environment.get(name, "")
    if text not in ("", "auto"):
        raise SettingsError(f'{name}: "{text}" is neither auto nor empty; correct it or unset it for any CPU')
    if text and not hasattr(os, "sched_setaffinity"):
        raise SettingsError(f"{name}: this system lets no process keep to a CPU; unset it")
    return bool(text)


def _authentication(environment: Mapping[str, str]) -> Authentication | None:
    name = Variables.AUTHENTICATING_LOAD_BALANCER_ARN
    arn = environment.get(name)
    paths = environment.get(Variables.AUTHENTICATED_PATHS)
    if not arn:
        if paths:
            raise SettingsError(f"{name}: is not set, and nobody would be let in to {paths}; name the load balancer")
        return None
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
    if not re.fullmatch(r"arn:aws[\w-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer/app/.+", arn):
        raise SettingsError(f'{name}: "{arn}" is no ARN of an application load balancer; correct it or unset it')
    return Authentication(
        load_balancer_arn=arn,
        paths=tuple(paths.split(",")) if paths else Authentication.paths,
        issuer=environment.get(Variables.AUTHENTICATION_ISSUER) or None,
        client_id=environment.get(Variables.AUTHENTICATION_CLIENT_ID) or None,
        # boto3's own variable, which leads everything of AWS elsewhere.
        emulator=environment.get("AWS_ENDPOINT_URL") or None,
    )


def _whole_number(environment: Mapping[str, str], name: str, *, default: int, least: int, most: int) -> int:
    """The number in a variable, `default` where it is not set; raises SettingsError outside of `least` to `most`."""
    text = environment.get(name, str(default))
    # isdigit() alone also takes "²", which int() refuses; int() alone also takes "+1" and "1_0".
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise SettingsError(
            f'{name}: "{text}" is no whole number from {least} to {most}; correct it or unset it for {default}'
        )
    return int(text)
