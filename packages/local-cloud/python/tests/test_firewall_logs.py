import asyncio
import json

import pytest
from ministack.services import waf

LOG_GROUP = "arn:aws:logs:us-east-1:000000000000:log-group:aws-waf-logs-shop"
VISIBILITY = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "shop"}


def ask(operation, **parameters):
    headers = {"x-amz-target": f"AWSWAF_20190729.{operation}"}
    status, _, body = asyncio.run(waf.handle_request("POST", "/", headers, json.dumps(parameters).encode(), {}))
    return status, json.loads(body)


@pytest.fixture
def acl():
    acl = {"Name": "shop", "Scope": "REGIONAL", "DefaultAction": {"Allow": {}}, "VisibilityConfig": VISIBILITY}
    yield ask("CreateWebACL", **acl)[1]["Summary"]
    waf.reset()


def configuration(acl, **more):
    return {"ResourceArn": acl["ARN"], "LogDestinationConfigs": [LOG_GROUP], **more}


def test_a_configuration_is_described_as_it_was_last_put(acl):
    filters = {"DefaultBehavior": "DROP", "Filters": []}
    ask("PutLoggingConfiguration", LoggingConfiguration=configuration(acl))
    status, put = ask("PutLoggingConfiguration", LoggingConfiguration=configuration(acl, LoggingFilter=filters))
    expected = {
        **configuration(acl, LoggingFilter=filters),
        "LogType": "WAF_LOGS",
        "LogScope": "CUSTOMER",
        "ManagedByFirewallManager": False,
    }
    assert (status, put) == (200, {"LoggingConfiguration": expected})
    assert ask("GetLoggingConfiguration", ResourceArn=acl["ARN"]) == (200, put)
    assert ask("ListLoggingConfigurations", Scope="REGIONAL") == (200, {"LoggingConfigurations": [expected]})


def test_a_web_acl_is_described_without_it(acl):
    def described():
        return ask("GetWebACL", Id=acl["Id"], Name="shop", Scope="REGIONAL")

    before = described()
    ask("PutLoggingConfiguration", LoggingConfiguration=configuration(acl))
    assert described() == before


def test_what_is_not_there_is_not_found_which_terraform_takes_for_deleted(acl):
    def refused(answer):
        status, content = answer
        return status, content["__type"]

    nowhere = {"ARN": acl["ARN"].replace(acl["Id"], "0" * 8)}
    absent = (400, "WAFNonexistentItemException")
    assert refused(ask("GetLoggingConfiguration", ResourceArn=acl["ARN"])) == absent
    assert refused(ask("DeleteLoggingConfiguration", ResourceArn=acl["ARN"])) == absent
    assert refused(ask("PutLoggingConfiguration", LoggingConfiguration=configuration(nowhere))) == absent
    ask("PutLoggingConfiguration", LoggingConfiguration=configuration(acl))
    assert ask("DeleteLoggingConfiguration", ResourceArn=acl["ARN"]) == (200, {})
    assert refused(ask("GetLoggingConfiguration", ResourceArn=acl["ARN"])) == absent
