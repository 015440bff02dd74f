"""The interface between the server, what stands in front of the emulator, and the emulator itself."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


def header(scope: dict[str, Any], name: str) -> str:
    """The value of a header, empty where there is none. ASGI writes names in small letters."""
    wanted = name.encode()
    return next((value.decode("latin-1") for key, value in scope["headers"] if key.lower() == wanted), "")
