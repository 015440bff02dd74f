import asyncio
import socket
import sys

import pytest

from local_cloud.server import serve_connections

A_DAY = 86_400
REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def application(scope, receive, send):
    if scope["type"] == "lifespan":
        for _ in ("startup", "shutdown"):
            await send({"type": (await receive())["type"] + ".complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
    await send({"type": "http.response.body", "body": b"done"})


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    writer.write(REQUEST)
    answer = await reader.readuntil(b"done")
    return answer.split(b"\r\n")[0]


async def eventually(connect):
    while True:
        try:
            return await connect()
        except ConnectionRefusedError:
            await asyncio.sleep(0)


def test_an_idle_connection_is_still_served_after_a_day(monkeypatch):
    async def a_day_passes_between_two_requests():
        loop = asyncio.get_running_loop()
        over = asyncio.Event()
        listener = socket.create_server(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        address = f"fd://{listener.detach()}"
        server = loop.create_task(serve_connections(application, address, shutdown_trigger=over.wait))
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        assert b" 200" in await ask(reader, writer)

        now = loop.time
        monkeypatch.setattr(loop, "time", lambda: now() + A_DAY)
        # What a timer wants to do after that day, it does now.
        for _ in range(10):
            await asyncio.sleep(0)
        assert b" 200" in await ask(reader, writer)

        over.set()
        writer.close()
        await server

    asyncio.run(a_day_passes_between_two_requests())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere loopback has one address alone")
def test_listens_on_the_addresses_that_it_is_given_and_on_no_other():
    async def connecting():
        over = asyncio.Event()
        listener = socket.create_server(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        addresses = (f"fd://{listener.detach()}", f"127.0.0.2:{port}")
        server = asyncio.create_task(serve_connections(application, *addresses, shutdown_trigger=over.wait))
        answers = []
        for host in ("127.0.0.1", "127.0.0.2"):
            reader, writer = await eventually(lambda host=host: asyncio.open_connection(host, port))
            answers.append(await ask(reader, writer))
            writer.close()
        # A wildcard would take it.
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.3", port)
        over.set()
        await server
        return answers

    assert [b" 200" in answer for answer in asyncio.run(connecting())] == [True, True]
