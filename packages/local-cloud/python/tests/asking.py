"""Requests as the server hands them to an ASGI application."""

import asyncio
from dataclasses import dataclass, field

from local_cloud.asgi import Application, Message


@dataclass
class Answer:
    """What an application sent."""

    messages: list[Message] = field(default_factory=list)

    @property
    def status(self) -> int:
        return self.messages[0]["status"]

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode().lower(): value.decode() for name, value in self.messages[0]["headers"]}

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages)


async def ask(
    application: Application,
    method: str = "POST",
    path: str = "/",
    headers: dict[str, str] | None = None,
    body: bytes = b"",
    query: str = "",
) -> Answer:
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
        "client": ("127.0.0.1", 50_000),
        "scheme": "http",
    }
    answer = Answer()

    requests: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if not requests:
            # A client that stays: the next message would be its departure.
            await asyncio.Event().wait()
        return requests.pop()

    async def send(message: Message) -> None:
        answer.messages.append(message)

    await application(scope, receive, send)
    return answer
