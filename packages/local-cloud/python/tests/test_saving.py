import asyncio
import json

import pytest
from ministack.core import persistence
from ministack.services import sqs

from local_cloud.saving import Account, may_change, saving
from tests.asking import ask

SIGNED = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{}/aws4_request"


def scope(method="POST", target=""):
    return {"type": "http", "method": method, "headers": [(b"x-amz-target", target.encode())]}


@pytest.mark.parametrize(
    ("method", "target", "expected"),
    [
        ("POST", "AmazonEC2ContainerServiceV20141113.CreateService", True),
        ("POST", "", True),
        ("PUT", "", True),
        ("DELETE", "", True),
        ("GET", "", False),
        ("HEAD", "", False),
        ("POST", "AmazonEC2ContainerServiceV20141113.DescribeServices", False),
        ("POST", "Logs_20140328.FilterLogEvents", False),
        ("POST", "DynamoDB_20120810.PutItem", True),
        ("POST", "secretsmanager.GetSecretValue", False),
        ("POST", "AmazonSQS.DeleteMessage", True),
    ],
)
def test_tells_what_may_change_an_account(method, target, expected):
    assert may_change(scope(method, target)) is expected


async def answering(scope, receive, send):
    if scope["type"] == "lifespan":
        for _ in ("startup", "shutdown"):
            await send({"type": (await receive())["type"] + ".complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def living(application):
    """Starts it as a server does; returns what stops it."""
    messages: asyncio.Queue = asyncio.Queue()
    told: asyncio.Queue = asyncio.Queue()
    life = asyncio.create_task(application({"type": "lifespan"}, messages.get, told.put))
    await messages.put({"type": "lifespan.startup"})
    assert (await told.get())["type"] == "lifespan.startup.complete"

    async def stop():
        await messages.put({"type": "lifespan.shutdown"})
        await life

    return stop


def test_saves_after_a_change_and_tells_of_which_services_and_no_more_once_it_stops():
    saved: asyncio.Queue = asyncio.Queue()

    async def changing():
        application = saving(answering, saved.put_nowait, interval=0)
        stop = await living(application)
        await ask(application, headers={"authorization": SIGNED.format("sqs")})
        assert await saved.get() == frozenset({"sqs"})
        # Nothing was changed since: many chances to save pass.
        await ask(application, "GET")
        for _ in range(20):
            await asyncio.sleep(0)
        assert saved.empty()
        await stop()
        await ask(application, headers={"authorization": SIGNED.format("sqs")})
        for _ in range(20):
            await asyncio.sleep(0)
        assert saved.empty()

    asyncio.run(changing())


def test_what_is_saved_is_what_the_emulator_reads_at_its_start(tmp_path, monkeypatch):
    monkeypatch.setattr(persistence, "PERSIST_STATE", True)
    monkeypatch.setattr(persistence, "STATE_DIR", str(tmp_path))
    account = Account(tmp_path, lambda: {"sqs": sqs.get_state})
    sqs._queues["http://localhost/queue"] = {"name": "queue", "body": b"\xff"}
    account.save(frozenset({"sqs"}))
    read = persistence.load_state("sqs")
    assert read is not None
    assert dict(read["queues"].items()) == {"http://localhost/queue": {"name": "queue", "body": b"\xff"}}


def test_writes_only_what_changed_and_a_service_that_cannot_be_saved_holds_up_no_other(tmp_path):
    held = {"number": 1}
    account = Account(
        tmp_path, lambda: {"broken": lambda: {"x": object()}, "sound": lambda: held, "absent": lambda: None}
    )
    account.save(frozenset())
    assert [file.name for file in tmp_path.iterdir()] == ["sound.json"]
    file = tmp_path / "sound.json"
    file.write_text("read by somebody")
    account.save(frozenset())
    assert file.read_text() == "read by somebody"
    held["number"] = 2
    account.save(frozenset())
    assert json.loads(file.read_text())["payload"] == {"number": 2}


def test_lines_of_tasks_are_written_when_somebody_asked_for_a_change_of_logs(tmp_path):
    account = Account(tmp_path, lambda: {"cloudwatch_logs": lambda: {"lines": 1}})
    account.save(frozenset({"ecs"}))
    assert list(tmp_path.iterdir()) == []
    account.save(frozenset({"logs"}))
    assert [file.name for file in tmp_path.iterdir()] == ["cloudwatch_logs.json"]
