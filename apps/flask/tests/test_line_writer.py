import fcntl
import json
import logging
import os
import time

import pytest

from flask_app.json_logs import formatter
from flask_app.server import line_writer
from flask_app.server.line_writer import LineWriter


def record(message: str) -> logging.LogRecord:
    return logging.makeLogRecord({"msg": message, "levelname": "INFO", "levelno": logging.INFO, "name": "test"})


def read_all(descriptor: int, until: str) -> list[dict[str, object]]:
    """Everything up to a line that contains the text."""
    received = b""
    while until.encode() not in received or not received.endswith(b"\n"):
        received += os.read(descriptor, 1_000_000)
    return [json.loads(line) for line in received.splitlines()]


def test_lines_arrive_in_order() -> None:
    reading, writing = os.pipe()
    writer = LineWriter(writing)
    writer.setFormatter(formatter())
    for number in range(100):
        writer.handle(record(f"line {number}"))
    writer.flush()
    assert [line["message"] for line in read_all(reading, "line 99")] == [f"line {number}" for number in range(100)]


def test_whoever_flushes_with_the_handlers_lock_gets_everything_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_writer, "_FLUSH_SECONDS", 60)
    _, writing = os.pipe()
    writer = LineWriter(writing)
    writer.setFormatter(formatter())
    writer.handle(record("the last one"))
    # As `logging.shutdown` does at the end of a process, and every reload of gunicorn's configuration.
    began = time.monotonic()
    writer.acquire()
    writer.flush()
    writer.release()
    assert time.monotonic() - began < 30


def test_what_nobody_reads_is_dropped_counted_and_told_when_lines_flow_again() -> None:
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETPIPE_SZ, 4096)
    writer = LineWriter(writing)
    writer.setFormatter(formatter())
    began = time.monotonic()
    for _ in range(300):
        writer.handle(record("x" * 20_000))
    assert time.monotonic() - began < 5
    dropped = writer.dropped
    assert 50 < dropped < 300
    lines = read_all(reading, "were dropped")
    [told] = [line for line in lines if "dropped_lines" in line]
    assert told["dropped_lines"] == dropped
    assert told["message"] == f"{dropped} log lines were dropped: stdout did not take them"
    assert len(lines) - 1 + dropped == 300
