import asyncio
import json

from ministack.app import app

from tests.asking import Answer, ask

CREDENTIAL = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/secretsmanager/aws4_request"


def _ask(action: str, **request: object) -> Answer:
    headers = {"host": "localhost", "authorization": CREDENTIAL, "x-amz-target": f"secretsmanager.{action}"}
    return asyncio.run(ask(app, headers=headers, body=json.dumps(request).encode()))


def test_a_rotation_that_was_begun_can_be_ended() -> None:
    _ask("CreateSecret", Name="orders", SecretString="{}")
    _ask("RotateSecret", SecretId="orders", RotationRules={"AutomaticallyAfterDays": 30}, RotateImmediately=False)
    assert json.loads(_ask("DescribeSecret", SecretId="orders").body)["RotationEnabled"] is True
    cancelled = _ask("CancelRotateSecret", SecretId="orders")
    assert (cancelled.status, json.loads(cancelled.body)["Name"]) == (200, "orders")
    assert json.loads(_ask("DescribeSecret", SecretId="orders").body)["RotationEnabled"] is False


def test_there_is_none_to_end_of_a_secret_that_is_not_there() -> None:
    answer = _ask("CancelRotateSecret", SecretId="bills")
    assert (answer.status, json.loads(answer.body)["__type"]) == (400, "ResourceNotFoundException")
