"""An error as the protocol of an API sends it: https://smithy.io/2.0/aws/protocols/index.html."""

import json
import uuid
from http import HTTPStatus
from typing import NamedTuple
from xml.sax.saxutils import escape

from local_cloud.api_models import Asked

_STATUS = HTTPStatus.BAD_REQUEST


class ErrorAnswer(NamedTuple):
    """What is sent."""

    status: int
    headers: dict[str, str]
    body: bytes


def error_answer(asked: Asked, code: str, message: str) -> ErrorAnswer:
    identifier = str(uuid.uuid4())
    if asked.protocol in ("json", "rest-json"):
        headers = {"content-type": _json_type(asked), "x-amzn-errortype": code, "x-amzn-requestid": identifier}
        return ErrorAnswer(_STATUS, headers, json.dumps({"__type": code, "message": message}).encode())
    headers = {"content-type": "text/xml", "x-amzn-requestid": identifier}
    return ErrorAnswer(_STATUS, headers, _xml(asked, code, message, identifier).encode())


def _json_type(asked: Asked) -> str:
    if asked.protocol == "rest-json":
        return "application/json"
    return f"application/x-amz-json-{asked.service.metadata.get('jsonVersion', '1.0')}"


def _xml(asked: Asked, code: str, message: str, identifier: str) -> str:
    error = f"<Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
    start = '<?xml version="1.0" encoding="UTF-8"?>\n'
    if asked.protocol == "ec2":
        return f"{start}<Response><Errors><Error>{error}</Error></Errors><RequestID>{identifier}</RequestID></Response>"
    if asked.service.service_name == "s3":
        return f"{start}<Error>{error}<RequestId>{identifier}</RequestId></Error>"
    namespace = asked.service.metadata.get("xmlNamespace") or _namespace(asked)
    return (
        f'{start}<ErrorResponse xmlns="{namespace}"><Error><Type>Sender</Type>{error}</Error>'
        f"<RequestId>{identifier}</RequestId></ErrorResponse>"
    )


def _namespace(asked: Asked) -> str:
    """Of an API whose model names it at each input, as Route 53's."""
    shape = asked.operation.input_shape
    serialization = shape.serialization if shape else {}
    return serialization.get("xmlNamespace", {}).get("uri", "")
