"""An SDK whose requests go to the emulator in this process."""

import asyncio
from typing import Any

import botocore.session
from botocore.awsrequest import AWSResponse
from ministack.app import app

from tests.asking import ask


class _Body:
    """What botocore reads an answer from."""

    def __init__(self, content: bytes):
        self._content = content

    def stream(self, **_: Any):
        yield self._content


def client(service: str) -> Any:
    def answer(request: Any, **_: Any) -> AWSResponse:
        headers = {name.lower(): _text(value) for name, value in request.headers.items()}
        answered = asyncio.run(ask(app, request.method, "/", headers, _text(request.body).encode()))
        return AWSResponse(request.url, answered.status, answered.headers, _Body(answered.body))

    made = botocore.session.get_session().create_client(
        service,
        region_name="us-east-1",
        endpoint_url="http://localhost:4566",
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106
    )
    made.meta.events.register(f"before-send.{service}", answer)
    return made


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else value
