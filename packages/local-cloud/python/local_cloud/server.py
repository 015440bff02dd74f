"""Serves the emulator. Idle connections are closed by clients alone.

A server that closes one may do so in the very moment a request comes in on it: what was asked for is done, nobody gets
the answer, and the client asks again.
"""

import asyncio
import logging
import resource
from typing import Any, cast

from hypercorn.asyncio import serve as serve_with_hypercorn
from hypercorn.config import Config

from local_cloud.asgi import Application


def serve(application: Application, *addresses: str) -> None:
    """Serves until SIGTERM or SIGINT."""
    _allow_many_connections()
    asyncio.run(serve_connections(application, *addresses))


async def serve_connections(application: Application, *addresses: str, **until: Any) -> None:
    """`addresses` are what hypercorn binds: `127.0.0.1:4566`, or `fd://3`."""
    config = Config()
    config.bind = list(addresses)
    # hypercorn hands it to asyncio.wait_for, for which None is no limit.
    config.keep_alive_timeout = None  # type: ignore[assignment]
    config.loglevel = logging.getLevelName(logging.getLogger("ministack").getEffectiveLevel())
    await serve_with_hypercorn(cast(Any, application), config, **until)


def _allow_many_connections() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
