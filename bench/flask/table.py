"""A DynamoDB that costs next to nothing: answers every Query with the same twenty notes, so that the server is what is measured.

`python table.py PORT`
"""

import asyncio
import json
import sys

_ITEMS = [
    {"board": {"S": "main"}, "id": {"S": f"01J000000000000000000000{number:02}"}, "text": {"S": f"note {number}"}}
    for number in range(20)
]
_QUERY = json.dumps({"Items": _ITEMS, "Count": 20, "ScannedCount": 20}).encode()


class Connection(asyncio.Protocol):
    """One kept connection of the SDK."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._received = b""

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, rest = self._received.partition(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            if len(rest) < length:
                return
            self._received = rest[length:]
            body = _QUERY if b".Query" in head else b"{}"
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: %d\r\n\r\n" % len(body)
                + body
            )


async def main(port: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", port, backlog=1024)
    await server.serve_forever()


asyncio.run(main(int(sys.argv[1])))
