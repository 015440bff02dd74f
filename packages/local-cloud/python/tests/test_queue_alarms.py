import asyncio
import json
import re
from typing import Any
from urllib.parse import urlencode

from ministack.app import app

from tests.asking import ask

_CREDENTIAL = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1"


async def _sqs(action: str, **parameters: Any) -> dict[str, Any]:
    headers = {
        "host": "localhost:4566",
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": f"AmazonSQS.{action}",
        "authorization": f"{_CREDENTIAL}/sqs/aws4_request",
    }
    answer = await ask(app, headers=headers, body=json.dumps(parameters).encode())
    return json.loads(answer.body or b"{}")


async def _cloudwatch(action: str, **parameters: Any) -> bytes:
    headers = {
        "host": "localhost:4566",
        "content-type": "application/x-www-form-urlencoded",
        "authorization": f"{_CREDENTIAL}/monitoring/aws4_request",
    }
    form = {"Action": action, "Version": "2010-08-01"}
    form.update({name.replace("_", "."): str(value) for name, value in parameters.items()})
    return (await ask(app, headers=headers, body=urlencode(form).encode())).body


async def _queue(name: str) -> str:
    """Makes a queue and an alarm on messages in it; returns the queue's URL."""
    queue = await _sqs("CreateQueue", QueueName=name)
    await _cloudwatch(
        "PutMetricAlarm",
        AlarmName=name,
        Namespace="AWS/SQS",
        MetricName="ApproximateNumberOfMessagesVisible",
        Dimensions_member_1_Name="QueueName",
        Dimensions_member_1_Value=name,
        Statistic="Maximum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
    )
    return queue["QueueUrl"]


async def _states() -> dict[str, str]:
    text = (await _cloudwatch("DescribeAlarms")).decode()
    return dict(re.findall(r"<AlarmName>(\w+)</AlarmName>.*?<StateValue>(\w+)</StateValue>", text, re.DOTALL))


def test_an_alarm_stands_while_messages_lie_in_its_own_queue():
    async def asking():
        failed, _ = await _queue("failed"), await _queue("empty")
        await _sqs("SendMessage", QueueUrl=failed, MessageBody="poison")
        return await _states()

    assert asyncio.run(asking()) == {"failed": "ALARM", "empty": "OK"}


def test_an_alarm_ends_when_the_messages_are_gone():
    async def asking():
        failed = await _queue("failed")
        await _sqs("SendMessage", QueueUrl=failed, MessageBody="poison")
        before = await _states()
        await _sqs("PurgeQueue", QueueUrl=failed)
        return before, await _states()

    assert asyncio.run(asking()) == ({"failed": "ALARM"}, {"failed": "OK"})
