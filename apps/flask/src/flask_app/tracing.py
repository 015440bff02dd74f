"""Spans of requests and of calls to AWS, where OpenTelemetry's own variables ask for them.

Imported only there: the packages of requirements-traces.txt take memory, and time at every request.
"""

import re
from typing import TYPE_CHECKING

from flask import Flask, has_request_context, request
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.botocore import BotocoreInstrumentor
from opentelemetry.instrumentation.flask import FlaskInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator

from flask_app.contract import HEALTH_CHECK_PATH, READINESS_PATH
from flask_app.settings import Settings

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor

_TRACE_VARIABLE = "HTTP_X_AMZN_TRACE_ID"
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
_ROOT = re.compile(r"(?:^|;)\s*Root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)")


class LoadBalancerIds(RandomIdGenerator):
    """A trace that begins here is called what the load balancer called the request, as its log and ours do.

    It names no span (`Parent`), without which the propagator takes nothing from its header. Other ids are random, which
    X-Ray takes: https://aws.amazon.com/about-aws/whats-new/2023/10/aws-x-ray-w3c-format-trace-ids-distributed-tracing/
    """

    def generate_trace_id(self) -> int:
        """Called once for each trace that nobody began before."""
        header = request.environ.get(_TRACE_VARIABLE, "") if has_request_context() else ""
        root = _ROOT.search(header)
        # Of zeros alone, an id is none.
        return (int(root[1] + root[2], 16) if root else 0) or super().generate_trace_id()


def install(app: Flask, settings: Settings, processor: "SpanProcessor | None" = None) -> TracerProvider:
    """Where spans go, under which name and how many, the SDK reads from its own variables.

    A span is lost rather than waited for: what the collector does not take in time is dropped.
    """
    provider = TracerProvider(
        id_generator=LoadBalancerIds(),
        resource=Resource.create(
            {"service.version": settings.version, "deployment.environment.name": settings.environment}
        ),
    )
    provider.add_span_processor(processor or BatchSpanProcessor(OTLPSpanExporter()))
    # Thousands of them say nothing.
    quiet = f"{HEALTH_CHECK_PATH}$,{READINESS_PATH}$"
    FlaskInstrumentor().instrument_app(app, tracer_provider=provider, excluded_urls=quiet)  # type: ignore[no-untyped-call]
    BotocoreInstrumentor().instrument(tracer_provider=provider)  # type: ignore[no-untyped-call]
    return provider
