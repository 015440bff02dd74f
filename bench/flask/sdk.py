"""CPU of reading a page of notes with boto3's `resource` and with its `client`, and connections that are thrown away.

`python sdk.py ROUNDS`. The first part in turn A B A B … in one process; the second with 16 threads and pools of two sizes.
"""

import logging
import os
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
from botocore.config import Config

from servers import TABLE_VARIABLES, table

_CALLS = 50
_THREADS = 16
_QUERY: dict[str, Any] = {
    "KeyConditionExpression": "board = :board",
    "ScanIndexForward": False,
    "ConsistentRead": True,
    "Limit": 21,
}


def config(connections: int = 10) -> Config:
    return Config(retries={"mode": "standard", "total_max_attempts": 2}, max_pool_connections=connections)


def by_resource() -> Callable[[], list[str]]:
    notes = boto3.resource("dynamodb", config=config()).Table("notes")
    return lambda: [
        str(item["text"]) for item in notes.query(**_QUERY, ExpressionAttributeValues={":board": "main"})["Items"]
    ]


def by_client() -> Callable[[], list[str]]:
    client = boto3.client("dynamodb", config=config())
    values = {":board": {"S": "main"}}
    return lambda: [
        item["text"]["S"]
        for item in client.query(TableName="notes", **_QUERY, ExpressionAttributeValues=values)["Items"]
    ]


def milliseconds(read: Callable[[], list[str]]) -> float:
    began = time.process_time()
    for _ in range(_CALLS):
        read()
    return 1000 * (time.process_time() - began) / _CALLS


class Discarded(logging.Handler):
    """Counts what urllib3 says of a pool that is full."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += "Connection pool is full, discarding" in record.getMessage()


def discarded(connections: int, calls: int = 2000) -> int:
    client = boto3.client("dynamodb", config=config(connections))
    handler = Discarded()
    logging.getLogger("urllib3").addHandler(handler)
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(lambda _: client.get_item(TableName="notes", Key={"id": {"S": "x"}}), range(calls)))
    logging.getLogger("urllib3").removeHandler(handler)
    return handler.count


os.environ.update(TABLE_VARIABLES)
with table():
    readers = {"resource": by_resource(), "client": by_client()}
    assert readers["resource"]() == readers["client"]()
    taken: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(int(sys.argv[1])):
        for name, read in readers.items():
            taken[name].append(milliseconds(read))
    for name, values in taken.items():
        ratio = statistics.median(a / b for a, b in zip(values, taken["resource"], strict=True))
        print(f"{name:9} {statistics.median(values):.2f} ms CPU a page ({ratio:.2f} of resource)")
    for connections in (10, _THREADS):
        print(f"{_THREADS} threads, {connections} connections: {discarded(connections)} of 2000 thrown away")
print("load", os.getloadavg())
