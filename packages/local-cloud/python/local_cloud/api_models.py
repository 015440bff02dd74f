"""Which operation of AWS's own API models a request asks for, and with which parameters.

botocore ships the models, moto reads requests into their shapes.
"""

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from moto.core.model import OperationModel, ServiceModel
from moto.core.parse import PROTOCOL_PARSERS, BaseJSONParser
from moto.core.routing import RestRouter
from moto.core.utils import get_service_model
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

# The name that a request is signed for, and the name of its model. Requests to other services are not checked.
_MODELS = {
    "acm": "acm",
    "application-autoscaling": "application-autoscaling",
    "cloudformation": "cloudformation",
    "codebuild": "codebuild",
    "dynamodb": "dynamodb",
    "ec2": "ec2",
    "ecr": "ecr",
    "ecs": "ecs",
    "elasticache": "elasticache",
    "elasticfilesystem": "efs",
    "elasticloadbalancing": "elbv2",
    "events": "events",
    "iam": "iam",
    "kms": "kms",
    "logs": "logs",
    "monitoring": "cloudwatch",
    "rds": "rds",
    "route53": "route53",
    "s3": "s3",
    "scheduler": "scheduler",
    "secretsmanager": "secretsmanager",
    "servicediscovery": "servicediscovery",
    "sns": "sns",
    "sqs": "sqs",
    "ssm": "ssm",
    "sts": "sts",
    "tagging": "resourcegroupstaggingapi",
    "wafv2": "wafv2",
}
MODEL_NAMES = tuple(_MODELS.values())
_CREDENTIAL = re.compile(r"Credential=[^/]+/[^/]+/[^/]+/([^/]+)/aws4_request")
_PRESIGNED = re.compile(r"X-Amz-Credential=[^&]+?(?:/|%2F)([^/&%]+)(?:/|%2F)aws4_request")
_FORM = "application/x-www-form-urlencoded"


class UnreadableRequestError(Exception):
    """A request that cannot be read as its model says."""


class Head(NamedTuple):
    """A request without its body. Names of headers are in small letters."""

    method: str
    # As it was sent: an encoded slash stays encoded.
    path: str
    query: str
    headers: Mapping[str, str]


class _Headers(dict[str, str]):
    """Finds a header whatever the case of its name. werkzeug's own takes longer than all else that is done here."""

    def __contains__(self, name: object) -> bool:
        return super().__contains__(str(name).lower())

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())


@dataclass(frozen=True)
class Asked:
    """The operation that a request asks for."""

    service: ServiceModel
    operation: OperationModel
    protocol: str
    url_params: Mapping[str, Any]

    @property
    def name(self) -> str:
        """As IAM writes it: `ecs:CreateService`."""
        return f"{self.service.service_name}:{self.operation.name}"

    @property
    def body_is_content(self) -> bool:
        """The body is the content of a file, not parameters."""
        shape = self.operation.input_shape
        payload = shape and shape.serialization.get("payload")
        return bool(payload) and shape.members[payload].type_name == "blob"

    def parameters(self, head: Head, body: bytes) -> dict[str, Any]:
        """@raises UnreadableRequestError."""
        parser = PROTOCOL_PARSERS[self.protocol](self.operation)
        pairs = parse_qsl(head.query, keep_blank_values=True)
        if self.protocol in ("query", "ec2"):
            pairs += parse_qsl(body.decode(), keep_blank_values=True)
        request: Any = {
            "body": body,
            "headers": _Headers(head.headers),
            "method": head.method,
            "url_params": self.url_params,
            "url_path": head.path,
            "values": MultiDict(pairs),
        }
        try:
            if body and isinstance(parser, BaseJSONParser) and not self.body_is_content:
                json.loads(body)
            return parser.parse(request) or {}
        except Exception as error:  # Of many kinds: the parser trusts what it reads.
            raise UnreadableRequestError(f"{type(error).__name__}: {error}") from error


def signed_for(head: Head) -> str | None:
    """The service that a request was signed for, by its header or its address."""
    found = _CREDENTIAL.search(head.headers.get("authorization", "")) or _PRESIGNED.search(head.query)
    return found[1] if found else None


def asked_for(head: Head, body: bytes, bucket: str | None = None) -> Asked | None:
    """The operation; None where no model has it. `bucket` is the one that the host's name begins with.

    The body tells the operation of query APIs only.
    """
    name = _MODELS.get(signed_for(head) or "")
    if name is None:
        return None
    service = model(name)
    protocol = _protocol(service, head.headers.get("content-type", ""))
    if protocol in ("rest-json", "rest-xml"):
        return _asked_by_path(service, protocol, head, bucket)
    if protocol == "json":
        prefix, _, name = head.headers.get("x-amz-target", "").rpartition(".")
        return _asked(service, protocol, name) if prefix == service.metadata.get("targetPrefix") else None
    if protocol in ("query", "ec2"):
        form = dict(parse_qsl(head.query) + parse_qsl(body.decode(errors="replace")))
        # One name, several APIs: the classic load balancers are signed for like the others.
        same_version = form.get("Version") in (None, service.api_version)
        return _asked(service, protocol, form.get("Action", "")) if same_version else None
    return None


def _protocol(service: ServiceModel, content_type: str) -> str:
    protocols = service.metadata.get("protocols", [service.protocol])
    if content_type.startswith(_FORM):
        return next((each for each in protocols if each in ("query", "ec2")), "")
    if content_type.startswith("application/x-amz-json"):
        return "json" if "json" in protocols else ""
    return service.protocol


def _asked(service: ServiceModel, protocol: str, name: str) -> Asked | None:
    if name not in service.operation_names:
        return None
    return Asked(service, service.operation_model(name), protocol, {})


class _Routed(NamedTuple):
    """What the router looks at."""

    method: str
    raw_path: str
    args: MultiDict
    headers: _Headers
    host: str = "localhost"


def _asked_by_path(service: ServiceModel, protocol: str, head: Head, bucket: str | None) -> Asked | None:
    path = f"/{bucket}{head.path}" if bucket else head.path
    arguments = MultiDict(parse_qsl(head.query, keep_blank_values=True))
    routed: Any = _Routed(head.method, path, arguments, _Headers(head.headers))
    try:
        operation, url_params = _router(service.service_name).match(routed)
    except NotFound:
        return None
    return Asked(service, operation, protocol, url_params)


@functools.cache
def model(name: str) -> ServiceModel:
    """@raises UnknownServiceError from botocore."""
    return get_service_model(name)


@functools.cache
def _router(name: str) -> RestRouter:
    return RestRouter(model(name))
