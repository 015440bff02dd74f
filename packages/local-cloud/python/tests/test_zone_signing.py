import asyncio
import re

from ministack.app import app

from tests.asking import ask

CREDENTIAL = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/route53/aws4_request"
HEADERS = {"host": "localhost", "authorization": CREDENTIAL}
ZONE = b"""<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
  <Name>example.com</Name><CallerReference>once</CallerReference>
</CreateHostedZoneRequest>"""


def text(body, name):
    return re.findall(f"<{name}>(.*?)</{name}>", body.decode())[0]


def test_a_zone_is_not_signed():
    async def asking():
        created = await ask(app, "POST", "/2013-04-01/hostedzone", HEADERS, ZONE)
        return await ask(app, "GET", f"/2013-04-01{text(created.body, 'Id')}/dnssec", HEADERS)

    answer = asyncio.run(asking())
    assert answer.status == 200
    assert text(answer.body, "ServeSignature") == "NOT_SIGNING"


def test_a_zone_that_is_not_there_has_no_signing():
    answer = asyncio.run(ask(app, "GET", "/2013-04-01/hostedzone/Z0/dnssec", HEADERS))
    assert answer.status == 404
    assert b"NoSuchHostedZone" in answer.body
