"""Does the work in the queue, one message after the other, and writes what became of each into its log."""

import json
import os
import signal
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import boto3
from flask import Flask

from shop import database
from shop.database import Order

WAIT_SECONDS = 2
SLOW_SECONDS = 6

ORDER = "order:"

_stop = threading.Event()


def main() -> None:
    # A deploy or scaling ends the task: what was begun is finished, and nothing new is begun.
    signal.signal(signal.SIGTERM, _stop_later)
    app = Flask(__name__)
    database.init_app(app)
    sqs = boto3.client("sqs")
    queue = os.environ["JOBS_QUEUE_URL"]
    _log("started")
    while not _stop.is_set():
        answer = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=WAIT_SECONDS)
        for message in answer.get("Messages", []):
            with app.app_context():
                _handle(sqs, queue, message)
    _log("stopped")


def _handle(sqs: Any, queue: str, message: dict[str, str]) -> None:
    receipt = message["ReceiptHandle"]
    _log("begun", text=message["Body"])
    try:
        _work(message["Body"])
    except ValueError as error:
        _log("failed", text=message["Body"], reason=str(error))
        # At once, and not when the time of this try is over.
        sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=receipt, VisibilityTimeout=0)
    else:
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=receipt)
        _log("done", text=message["Body"])


def _work(text: str) -> None:
    if text.startswith("poison"):
        raise ValueError("nobody can do this")
    if text.startswith("slow"):
        time.sleep(SLOW_SECONDS)
    if text.startswith(ORDER):
        order = database.database.get_or_404(Order, int(text.removeprefix(ORDER)))
        order.done_at = datetime.now(UTC).replace(tzinfo=None)
        (Path(os.environ["RECEIPTS_PATH"]) / f"{order.id}.txt").write_text(order.text)
        database.database.session.commit()


def _stop_later(_signal: int, _frame: FrameType | None) -> None:
    _stop.set()


def _log(event: str, **fields: str) -> None:
    print(json.dumps({"event": event, "pid": os.getpid(), **fields}), flush=True)


if __name__ == "__main__":
    main()
