import asyncio
import json
from typing import NamedTuple

import pytest
from ministack.app import app
from ministack.services import ecs

from local_cloud import callers
from local_cloud.callers import Callers
from local_cloud.model_checks import checking
from local_cloud.request_record import RequestRecord
from tests.asking import ask

ROLE = "arn:aws:iam::000000000000:role/shop-task"
FORM = "application/x-www-form-urlencoded"


class Call(NamedTuple):
    """A request of an SDK."""

    service: str
    method: str = "POST"
    path: str = "/"
    query: str = ""
    target: str = ""
    form: str = ""
    document: str = ""
    key: str = "planner"


class Recorded:
    """The emulator, whose calls are recorded with their callers."""

    def __init__(self, file):
        self.file = file
        self.callers = Callers()

    def application(self, emulator=app):
        return checking(self.callers.learning(emulator), RequestRecord(self.file, self.callers), lambda host: None)

    def lines(self):
        return [json.loads(line) for line in self.file.read_text().splitlines()] if self.file.exists() else []


@pytest.fixture
def calls(tmp_path, monkeypatch):
    monkeypatch.setattr(ecs, "_register_metadata", ecs._register_metadata)
    return Recorded(tmp_path / "requests.jsonl")


def headers(call):
    credential = f"Credential={call.key}/20260101/us-east-1/{call.service}/aws4_request"
    named = {"host": "localhost", "authorization": f"AWS4-HMAC-SHA256 {credential}, SignedHeaders=host, Signature=0"}
    if call.target:
        named |= {"x-amz-target": call.target, "content-type": "application/x-amz-json-1.1"}
    return named | ({"content-type": FORM} if call.form else {})


def make(calls, *made, emulator=app):
    async def making():
        application = calls.application(emulator)
        for call in made:
            body = (call.form or call.document).encode()
            await ask(application, call.method, call.path, headers(call), body, call.query)

    asyncio.run(making())


@pytest.mark.parametrize(
    ("call", "action", "resource"),
    [
        (Call("ec2", form="Action=DescribeVpcs&Version=2016-11-15"), "ec2:DescribeVpcs", "*"),
        (
            Call("dynamodb", target="DynamoDB_20120810.ListTables", document="{}"),
            "dynamodb:ListTables",
            "*",
        ),
        (Call("s3", "GET", "/states", "list-type=2"), "s3:ListBucket", "arn:aws:s3:::states"),
        (Call("s3", "HEAD", "/states/a/b.tfstate"), "s3:GetObject", "arn:aws:s3:::states/a/b.tfstate"),
        (Call("s3", "GET", "/states", "encryption"), "s3:GetEncryptionConfiguration", "arn:aws:s3:::states"),
        (Call("route53", "GET", "/2013-04-01/hostedzone"), "route53:ListHostedZones", "*"),
        (
            Call("monitoring", path="/service/GraniteServiceVersion20100801/operation/DescribeAlarms"),
            "cloudwatch:DescribeAlarms",
            "*",
        ),
    ],
)
def test_a_call_is_the_action_and_the_resource_of_iam_that_it_takes(calls, call, action, resource):
    make(calls, call)
    assert [(one["caller"], one["action"], one["resource"]) for one in calls.lines()] == [("planner", action, resource)]


def test_a_call_is_written_once_for_each_caller(calls):
    make(calls, *(Call("s3", "GET", "/", key=key) for key in ("planner", "planner", "deployer")))
    assert [(one["caller"], one["action"]) for one in calls.lines()] == [
        ("planner", "s3:ListAllMyBuckets"),
        ("deployer", "s3:ListAllMyBuckets"),
    ]


def test_a_refused_call_is_told_from_one_that_was_carried_out(calls):
    make(calls, Call("s3", "GET", "/nowhere", "policy"), Call("s3", "GET", "/"))
    assert [one["status"] for one in calls.lines()] == [404, 200]


def test_what_is_asked_for_without_credentials_is_no_call(calls):
    async def asking():
        await ask(calls.application(), "GET", "/_ministack/health", {"host": "localhost"})

    asyncio.run(asking())
    assert calls.lines() == []


def test_a_task_calls_as_its_role(calls, monkeypatch):
    calls.callers.install()
    environment: dict[str, str] = {}
    definition = {"family": "shop", "taskRoleArn": ROLE}
    container = {"name": "web", "image": "shop"}
    ecs._register_metadata("task", "cluster", definition, container, "FARGATE", environment, True, None)
    path = "/v2/credentials/" + environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"].rpartition("/")[2]

    async def fetching():
        return json.loads((await ask(calls.application(), "GET", path, {"host": "localhost"})).body)["AccessKeyId"]

    make(calls, Call("sqs", target="AmazonSQS.ListQueues", document="{}", key=asyncio.run(fetching())))
    assert [(one["caller"], one["action"]) for one in calls.lines()] == [(ROLE, "sqs:ListQueues")]


def test_large_bodies_pass_unkept_and_whole(calls):
    received = []

    async def receiving(scope, receive, send):
        received.append((await receive())["body"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    body = "x" * (2 * 1024 * 1024)
    make(calls, Call("s3", "PUT", "/uploads/large", document=body), emulator=receiving)
    assert received == [body.encode()]
    assert [(one["action"], one["resource"]) for one in calls.lines()] == [
        ("s3:PutObject", "arn:aws:s3:::uploads/large")
    ]


def test_a_line_says_also_what_the_model_says(calls):
    call = Call("ecs", target="AmazonEC2ContainerServiceV20141113.DescribeClusters", document="{}")
    make(calls, call, call._replace(document='{"include": ["ALL"]}'))
    allowed, refused = calls.lines()
    assert allowed == {
        "operation": "ecs:DescribeClusters",
        "verdict": "allowed",
        "caller": "planner",
        "action": "ecs:DescribeClusters",
        "resource": "*",
        "status": 200,
    }
    assert "Value '[ALL]' at 'include' failed to satisfy constraint" in refused.pop("message")
    assert refused == {**allowed, "verdict": "refused", "status": 400}


def test_a_call_that_cannot_be_read_is_answered_and_stands_out(calls, monkeypatch):
    def fail(*_):
        raise ValueError

    monkeypatch.setattr(callers, "extract_iam_action", fail)
    make(calls, Call("s3", "GET", "/states"))
    assert [one["action"] for one in calls.lines()] == ["unreadable:GET /states"]
