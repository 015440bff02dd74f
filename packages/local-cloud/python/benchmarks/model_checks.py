"""What the checks of model_checks.py cost: milliseconds of CPU a request, without them and with them.

Run in the folder above: `python -m benchmarks.model_checks`.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlencode

from ministack.app import app

from local_cloud.asgi import Application
from local_cloud.model_checks import checking
from local_cloud.request_record import RequestRecord
from tests.asking import ask

_REQUESTS = 300
_FORM = "application/x-www-form-urlencoded"
Request = Callable[[Application], Awaitable[object]]


def _signed(service: str, **headers: str) -> dict[str, str]:
    credential = f"AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{service}/aws4_request, Signature=0"
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"host": "localhost:4566", "authorization": credential, **more}


def _form(service: str, **parameters: str) -> Request:
    body = urlencode(parameters).encode()
    return lambda application: ask(application, headers=_signed(service, content_type=_FORM), body=body)


def _json(service: str, target: str, parameters: dict) -> Request:
    headers = _signed(service, content_type="application/x-amz-json-1.0", x_amz_target=target)
    return lambda application: ask(application, headers=headers, body=json.dumps(parameters).encode())


_ASKED: dict[str, Request] = {
    "dynamodb:ListTables": _json("dynamodb", "DynamoDB_20120810.ListTables", {"Limit": 10}),
    "ec2:DescribeSecurityGroups": _form("ec2", Action="DescribeSecurityGroups", Version="2016-11-15"),
    "elbv2:DescribeListeners": _form("elasticloadbalancing", Action="DescribeListeners", Version="2015-12-01"),
    "ecs:DescribeServices": _json(
        "ecs", "AmazonEC2ContainerServiceV20141113.DescribeServices", {"cluster": "main", "services": ["web"]}
    ),
    "s3:PutObject": lambda application: ask(application, "PUT", "/bench/key", _signed("s3"), b"x" * 10_000),
    "route53:ListHostedZones": lambda application: ask(
        application, "GET", "/2013-04-01/hostedzone", _signed("route53")
    ),
}


async def _milliseconds(request: Request, application: Application) -> float:
    # The first one loads the model.
    await request(application)
    start = time.process_time()
    for _ in range(_REQUESTS):
        await request(application)
    return (time.process_time() - start) * 1000 / _REQUESTS


async def _main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        checked = checking(app, RequestRecord(Path(folder) / "requests.jsonl"), lambda host: None)
        await ask(app, "PUT", "/bench", _signed("s3"))
        print(f"{'':28}{'without':>9}{'with':>9}{'ratio':>8}")
        for name, request in _ASKED.items():
            without, with_checks = await _milliseconds(request, app), await _milliseconds(request, checked)
            print(f"{name:28}{without:9.2f}{with_checks:9.2f}{with_checks / without:8.2f}")


if __name__ == "__main__":
    asyncio.run(_main())
