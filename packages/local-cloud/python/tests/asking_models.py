"""Requests to AWS's APIs in front of the emulator, held against their models."""

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from local_cloud.model_checks import checking
from local_cloud.request_record import RequestRecord
from tests.asking import Answer, ask


@dataclass
class Emulator:
    """Answers everything with what it was sent."""

    asked: list[bytes] = field(default_factory=list)

    async def __call__(self, scope, receive, send):
        message = await receive()
        self.asked.append(message["body"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": message["body"]})


@dataclass
class Models:
    """The checks with a record in a file of its own."""

    file: Path
    emulator: Emulator = field(default_factory=Emulator)

    def ask(self, service: str, method: str, path: str, body: bytes, query: str = "", **headers: str) -> Answer:
        signed = f"AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{service}/aws4_request, Signature=0"
        sent = {"host": "localhost:4566", "authorization": signed}
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        application = checking(self.emulator, RequestRecord(self.file), lambda host: None)
        return asyncio.run(ask(application, method, path, sent, body, query))

    def json(self, service: str, target: str, parameters: Any) -> Answer:
        body = json.dumps(parameters).encode()
        return self.ask(service, "POST", "/", body, content_type="application/x-amz-json-1.1", x_amz_target=target)

    def form(self, service: str, action: str, version: str, parameters: dict[str, Any]) -> Answer:
        body = urlencode({"Action": action, "Version": version, **parameters}).encode()
        return self.ask(service, "POST", "/", body, content_type="application/x-www-form-urlencoded; charset=utf-8")

    def record(self) -> list[dict[str, str]]:
        return [json.loads(line) for line in self.file.read_text().splitlines()] if self.file.exists() else []
