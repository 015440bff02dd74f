import asyncio
import base64
import json
import re

from ministack.app import app

from tests.asking import ask

REGISTRY_LOGIN = "Basic " + base64.b64encode(b"AWS:test").decode()
ZONES = "/2013-04-01/hostedzone"
NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/"


def signed(service, target=""):
    credential = f"AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{service}/aws4_request"
    return {"host": "localhost", "authorization": credential, "x-amz-target": target}


async def ecr(action, **parameters):
    headers = signed("ecr", f"AmazonEC2ContainerRegistry_V20150921.{action}")
    return await ask(app, headers=headers, body=json.dumps(parameters).encode())


async def repository_with_an_image():
    await ecr("CreateRepository", repositoryName="web")
    headers = {"host": "localhost", "authorization": REGISTRY_LOGIN}
    assert (await ask(app, "PUT", "/v2/web/manifests/1.0", headers, b"{}")).status == 201


def test_a_repository_with_images_is_not_deleted():
    async def asking():
        await repository_with_an_image()
        return await ecr("DeleteRepository", repositoryName="web")

    refused = asyncio.run(asking())
    assert refused.status == 400
    content = json.loads(refused.body)
    assert content["__type"] == "RepositoryNotEmptyException"
    assert content["message"] == (
        "The repository with name 'web' in registry with id '000000000000' "
        "cannot be deleted because it still contains images"
    )


def test_a_repository_is_deleted_empty_or_by_force():
    async def asking():
        await ecr("CreateRepository", repositoryName="empty")
        await repository_with_an_image()
        return [
            (await ecr("DeleteRepository", repositoryName="empty")).status,
            (await ecr("DeleteRepository", repositoryName="web", force=True)).status,
        ]

    assert asyncio.run(asking()) == [200, 200]


async def zone():
    body = (
        f'<CreateHostedZoneRequest xmlns="{NAMESPACE}"><Name>example.org</Name><CallerReference>once</CallerReference>'
    )
    created = await ask(app, "POST", ZONES, signed("route53"), f"{body}</CreateHostedZoneRequest>".encode())
    return re.findall("<Id>/hostedzone/(.*?)</Id>", created.body.decode())[0]


async def change(zone_id, action):
    record = (
        "<Name>www.example.org</Name><Type>A</Type><TTL>60</TTL>"
        "<ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>"
    )
    body = (
        f'<ChangeResourceRecordSetsRequest xmlns="{NAMESPACE}"><ChangeBatch><Changes><Change><Action>{action}</Action>'
        f"<ResourceRecordSet>{record}</ResourceRecordSet></Change></Changes></ChangeBatch>"
        "</ChangeResourceRecordSetsRequest>"
    )
    changed = await ask(app, "POST", f"{ZONES}/{zone_id}/rrset", signed("route53"), body.encode())
    assert changed.status == 200


def test_a_zone_is_deleted_only_without_records_of_others():
    async def asking():
        zone_id = await zone()
        await change(zone_id, "CREATE")
        full = await ask(app, "DELETE", f"{ZONES}/{zone_id}", signed("route53"))
        await change(zone_id, "DELETE")
        return full, await ask(app, "DELETE", f"{ZONES}/{zone_id}", signed("route53"))

    full, empty = asyncio.run(asking())
    assert full.status == 400
    assert b"<Code>HostedZoneNotEmpty</Code>" in full.body
    assert (
        b"<Message>The specified hosted zone contains non-required resource record sets and so cannot be deleted."
        b"</Message>" in full.body
    )
    assert empty.status == 200
