"""As many requests as a number of kept connections get answered in some seconds: `python load.py PORT PATH CONNECTIONS SECONDS [ENCODING]`.

Prints one JSON object: requests, statuses, failures (resets and closed connections), bytes of the last body, and latencies in milliseconds.
"""

import asyncio
import json
import sys
import time
from collections import Counter


ENCODING = sys.argv[5] if len(sys.argv) > 5 else ""
LENGTH: dict[str, int] = {}


async def client(port: int, path: str, until: float, statuses: Counter[str], latencies: list[float]) -> None:
    accepted = f"Accept-Encoding: {ENCODING}\r\n" if ENCODING else ""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{accepted}\r\n".encode()
    reader = writer = None
    while time.perf_counter() < until:
        began = time.perf_counter()
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            lower = head.lower()
            LENGTH[path] = int(lower.split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(LENGTH[path])
            statuses[head.split(b" ", 2)[1].decode()] += 1
            latencies.append((time.perf_counter() - began) * 1000)
            if b"connection: close" in lower:
                writer.close()
                writer = None
        except (OSError, asyncio.IncompleteReadError) as error:
            statuses[type(error).__name__] += 1
            writer = None
            await asyncio.sleep(0.01)


async def main(port: int, path: str, connections: int, seconds: float) -> None:
    statuses: Counter[str] = Counter()
    latencies: list[float] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(client(port, path, until, statuses, latencies) for _ in range(connections)))
    latencies.sort()
    quantile = lambda q: round(latencies[min(len(latencies) - 1, int(q * len(latencies)))], 1) if latencies else None  # noqa: E731
    print(
        json.dumps(
            {
                "answered": len(latencies),
                "statuses": dict(statuses),
                "bytes": LENGTH.get(path),
                "median": quantile(0.5),
                "p99": quantile(0.99),
                "worst": quantile(1),
            }
        )
    )


asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])))
