import asyncio
import json

from ministack.app import app
from ministack.services import alb

from tests.asking import ask
from tests.emulated_load_balancer import balance, elb

CREDENTIAL = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/acm/aws4_request"


async def acm(action, **parameters):
    headers = {"host": "localhost", "authorization": CREDENTIAL, "x-amz-target": f"CertificateManager.{action}"}
    return await ask(app, headers=headers, body=json.dumps(parameters).encode())


async def certificate():
    answer = await acm("RequestCertificate", DomainName="shop.localhost", ValidationMethod="DNS")
    return json.loads(answer.body)["CertificateArn"]


async def serve_with(arn):
    listener = await balance(Type="fixed-response", FixedResponseConfig_StatusCode=404)
    await elb("ModifyListener", ListenerArn=listener, Certificates_member_1_CertificateArn=arn)
    return next(iter(alb._lbs))


def test_a_certificate_that_a_listener_uses_is_not_deleted():
    async def asking():
        arn = await certificate()
        balancer = await serve_with(arn)
        described = await acm("DescribeCertificate", CertificateArn=arn)
        return arn, balancer, json.loads(described.body), await acm("DeleteCertificate", CertificateArn=arn)

    arn, balancer, described, refused = asyncio.run(asking())
    assert described["Certificate"]["InUseBy"] == [balancer]
    assert refused.status == 400
    content = json.loads(refused.body)
    assert content["__type"] == "ResourceInUseException"
    assert content["message"] == f"Certificate {arn} in account 000000000000 is in use."


def test_a_certificate_is_deleted_once_its_load_balancer_is():
    async def asking():
        arn = await certificate()
        await elb("DeleteLoadBalancer", LoadBalancerArn=await serve_with(arn))
        return await acm("DeleteCertificate", CertificateArn=arn)

    assert asyncio.run(asking()).status == 200
