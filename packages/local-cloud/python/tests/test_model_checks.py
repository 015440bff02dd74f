import json
import re

import pytest

from tests.asking_models import Models

ECS = "AmazonEC2ContainerServiceV20141113"
ECR = "AmazonEC2ContainerRegistry_V20150921"
ELB = "2015-12-01"
IAM = "2010-05-08"
EC2 = "2016-11-15"
ROUTE53 = "https://route53.amazonaws.com/doc/2013-04-01/"


@pytest.fixture
def models(tmp_path):
    return Models(tmp_path / "state" / "requests.jsonl")


def error(answer):
    """Code and message of an error in JSON."""
    assert answer.status == 400
    content = json.loads(answer.body)
    assert answer.headers["x-amzn-errortype"] == content["__type"]
    return content["__type"], content["message"]


def xml_error(answer):
    assert answer.status == 400
    assert answer.headers["content-type"] == "text/xml"
    text = answer.body.decode()
    return re.findall("<Code>(.*?)</Code>", text)[0], re.findall("<Message>(.*?)</Message>", text)[0]


def test_what_a_model_allows_reaches_the_emulator_as_it_came(models):
    parameters = {"cluster": "main", "serviceName": "web", "launchType": "FARGATE", "desiredCount": 2}
    answer = models.json("ecs", f"{ECS}.CreateService", parameters)
    assert (answer.status, json.loads(answer.body)) == (200, parameters)
    assert models.record() == [{"operation": "ecs:CreateService", "verdict": "allowed"}]


def test_a_missing_member_and_a_word_that_no_enumeration_has(models):
    answer = models.json("ecs", f"{ECS}.CreateService", {"launchType": "FARGAT"})
    message = (
        "2 validation errors detected: "
        "Value null at 'serviceName' failed to satisfy constraint: Member must not be null; "
        "Value 'FARGAT' at 'launchType' failed to satisfy constraint: "
        "Member must satisfy enum value set: [EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES]"
    )
    assert error(answer) == ("InvalidParameterException", message)
    assert models.emulator.asked == []
    assert models.record() == [
        {
            "operation": "ecs:CreateService",
            "verdict": "refused",
            "message": f"InvalidParameterException: {message}",
        },
    ]


def test_an_element_of_a_list_counts_from_one(models):
    container = {"name": "web", "image": "web", "logConfiguration": {"logDriver": "cloudwatch"}}
    parameters = {"family": "web", "containerDefinitions": [{"name": "init", "image": "init"}, container]}
    code, message = error(models.json("ecs", f"{ECS}.RegisterTaskDefinition", parameters))
    assert code == "ClientException"
    assert message.startswith(
        "1 validation error detected: Value 'cloudwatch' at 'containerDefinitions.2.member.logConfiguration.logDriver' "
        "failed to satisfy constraint: Member must satisfy enum value set: [json-file, syslog, "
    )


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        (
            {"logGroupName": ""},
            "2 validation errors detected: Value '' at 'logGroupName' failed to satisfy constraint: "
            r"Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+; "
            "Value '' at 'logGroupName' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1",
        ),
        (
            {"logGroupName": "a" * 513},
            f"1 validation error detected: Value '{'a' * 513}' at 'logGroupName' failed to satisfy constraint: "
            "Member must have length less than or equal to 512",
        ),
        (
            {"logGroupName": "web:latest"},
            "1 validation error detected: Value 'web:latest' at 'logGroupName' failed to satisfy constraint: "
            r"Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+",
        ),
    ],
)
def test_lengths_and_patterns_of_a_log_group(models, parameters, sentence):
    assert error(models.json("logs", "Logs_20140328.CreateLogGroup", parameters)) == (
        "InvalidParameterException",
        sentence,
    )


@pytest.mark.parametrize(
    ("size", "bound"), [(0, "greater than or equal to 1"), (10_001, "less than or equal to 10000")]
)
def test_bounds_of_a_number(models, size, bound):
    parameters = {"logGroupName": "web", "logStreamName": "web", "limit": size}
    sentence = (
        f"1 validation error detected: Value '{size}' at 'limit' failed to satisfy constraint: "
        f"Member must have value {bound}"
    )
    assert error(models.json("logs", "Logs_20140328.GetLogEvents", parameters)) == (
        "InvalidParameterException",
        sentence,
    )


def test_an_entry_of_a_map_is_named_by_the_whole_map(models):
    parameters = {"logGroupName": "web", "tags": {"": "x"}}
    code, message = error(models.json("logs", "Logs_20140328.CreateLogGroup", parameters))
    assert code == "InvalidParameterException"
    assert message.startswith(
        "2 validation errors detected: Value '{=x}' at 'tags' failed to satisfy constraint: "
        "Map keys must satisfy constraint: [Member must satisfy regular expression pattern: "
    )


def test_a_value_that_is_a_secret_is_not_said_again(models):
    parameters = {"Name": "key", "SecretString": "x" * 65_537}
    assert error(models.json("secretsmanager", "secretsmanager.CreateSecret", parameters)) == (
        "ValidationException",
        "1 validation error detected: Value at 'secretString' failed to satisfy constraint: "
        "Member must have length less than or equal to 65536",
    )


def test_a_number_in_the_place_of_a_text(models):
    answer = models.json("ecs", f"{ECS}.CreateService", {"serviceName": 5})
    assert error(answer) == ("SerializationException", "NUMBER_VALUE can not be converted to a String")


def test_repositories_have_words_of_their_own(models):
    assert error(models.json("ecr", f"{ECR}.CreateRepository", {"repositoryName": "a"})) == (
        "InvalidParameterException",
        "Invalid parameter at 'repositoryName' failed to satisfy constraint: "
        "'must have length greater than or equal to 2'",
    )
    code, message = error(models.json("ecr", f"{ECR}.CreateRepository", {"repositoryName": "Web"}))
    assert code == "InvalidParameterException"
    assert message.startswith(
        "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '[a-z0-9]"
    )


def test_queues_have_words_of_their_own(models):
    assert error(models.json("sqs", "AmazonSQS.CreateQueue", {})) == (
        "MissingParameter",
        "The request must contain the parameter QueueName.",
    )


def test_a_form(models):
    answer = models.form("elasticloadbalancing", "CreateTargetGroup", ELB, {"Name": "web", "Protocol": "http"})
    assert xml_error(answer) == (
        "ValidationError",
        "1 validation error detected: Value 'http' at 'protocol' failed to satisfy constraint: "
        "Member must satisfy enum value set: [HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP, GENEVE, QUIC, TCP_QUIC]",
    )
    assert b'<ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">' in answer.body


def test_letters_that_a_role_s_description_may_not_have(models):
    parameters = {"RoleName": "web", "AssumeRolePolicyDocument": "{}", "Description": "web \u2014 tasks"}
    code, message = xml_error(models.form("iam", "CreateRole", IAM, parameters))
    assert code == "ValidationError"
    assert "at 'description' failed to satisfy constraint: Member must satisfy regular expression pattern" in message
    assert models.form("iam", "CreateRole", IAM, {**parameters, "Description": "web - tâches"}).status == 200


def test_the_classic_load_balancers_have_another_model(models):
    answer = models.form("elasticloadbalancing", "CreateLoadBalancer", "2012-06-01", {"LoadBalancerName": "web"})
    assert answer.status == 200
    assert models.record() == []


def test_ec2(models):
    assert xml_error(models.form("ec2", "CreateSubnet", EC2, {"CidrBlock": "10.0.0.0/24"})) == (
        "MissingParameter",
        "The request must contain the parameter VpcId",
    )
    answer = models.form("ec2", "CreateVpc", EC2, {"CidrBlock": "10.0.0.0/16", "InstanceTenancy": "none"})
    assert xml_error(answer) == (
        "InvalidParameterValue",
        "Value (none) for parameter instanceTenancy is invalid. "
        "Member must satisfy enum value set: [default, dedicated, host]",
    )
    assert answer.body.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error>')
    tags = {"TagSpecification.1.ResourceType": "vcp", "TagSpecification.1.Tag.1.Key": "Name"}
    code, message = xml_error(models.form("ec2", "CreateVpc", EC2, {"CidrBlock": "10.0.0.0/16", **tags}))
    assert code == "InvalidParameterValue"
    assert message.startswith("Value (vcp) for parameter tagSpecifications.1.ResourceType is invalid. ")


@pytest.mark.parametrize("service", ["rds", "elasticache"])
def test_databases_and_caches(models, service):
    action, version, name = {
        "rds": ("CreateDBSubnetGroup", "2014-10-31", "DBSubnetGroupName"),
        "elasticache": ("CreateCacheSubnetGroup", "2015-02-02", "CacheSubnetGroupName"),
    }[service]
    assert xml_error(models.form(service, action, version, {})) == (
        "InvalidParameterValue",
        f"The parameter {name} must be provided and must not be blank.",
    )


def test_topics(models):
    assert xml_error(models.form("sns", "CreateTopic", "2010-03-31", {})) == (
        "InvalidParameter",
        "Invalid parameter: Name Reason: no value for required parameter",
    )


def zone(content):
    return f'<CreateHostedZoneRequest xmlns="{ROUTE53}">{content}</CreateHostedZoneRequest>'.encode()


def test_a_body_in_xml_is_held_against_its_schema(models):
    name = "a" * 1025
    body = zone(f"<Name>{name}</Name><CallerReference>once</CallerReference>")
    answer = models.ask("route53", "POST", "/2013-04-01/hostedzone", body)
    assert xml_error(answer) == (
        "InvalidInput",
        f"Invalid XML ; cvc-maxLength-valid: Value '{name}' with length = '1025' is not facet-valid "
        "with respect to maxLength '1024' for type 'DNSName'.",
    )
    assert f'<ErrorResponse xmlns="{ROUTE53}">'.encode() in answer.body
    good = zone("<Name>example.org</Name><CallerReference>once</CallerReference>")
    assert models.ask("route53", "POST", "/2013-04-01/hostedzone", good).body == good


def test_buckets(models):
    body = b"<VersioningConfiguration><Status>On</Status></VersioningConfiguration>"
    assert xml_error(models.ask("s3", "PUT", "/bucket", body, "versioning")) == (
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema",
    )
    code, message = xml_error(models.ask("s3", "PUT", "/bucket/key", b"content", x_amz_storage_class="GOLD"))
    assert code == "InvalidArgument"
    assert message.startswith("Value 'GOLD' at 'storageClass' failed to satisfy constraint: ")


def test_the_content_of_an_object_is_nobodys_parameter(models):
    content = b'<a>{"b": \x00'
    answer = models.ask("s3", "PUT", "/bucket/folder%2Fkey", content, content_type="application/json")
    assert (answer.status, answer.body) == (200, content)
    assert models.record() == [{"operation": "s3:PutObject", "verdict": "allowed"}]


def test_json_at_a_path(models):
    body = json.dumps({"ScheduleExpression": "rate(1 hour)", "FlexibleTimeWindow": {"Mode": "OFTEN"}}).encode()
    answer = models.ask("scheduler", "POST", "/schedules/nightly", body, content_type="application/json")
    assert error(answer) == (
        "ValidationException",
        "2 validation errors detected: "
        "Value null at 'target' failed to satisfy constraint: Member must not be null; "
        "Value 'OFTEN' at 'flexibleTimeWindow.mode' failed to satisfy constraint: "
        "Member must satisfy enum value set: [OFF, FLEXIBLE]",
    )
    assert answer.headers["content-type"] == "application/json"


def test_a_presigned_address_is_checked_too(models):
    credential = "X-Amz-Credential=test%2F20260101%2Fus-east-1%2Fs3%2Faws4_request"
    answer = models.ask("", "PUT", "/bucket/key", b"content", f"{credential}&x-amz-acl=all", authorization="")
    assert answer.status == 200
    assert models.record() == [{"operation": "s3:PutObject", "verdict": "allowed"}]


def test_a_region_that_the_model_does_not_know_yet_is_let_through(models):
    body = (
        b'<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        b"<LocationConstraint>moon-north-1</LocationConstraint></CreateBucketConfiguration>"
    )
    assert models.ask("s3", "PUT", "/bucket", body).status == 200


@pytest.mark.parametrize(
    ("service", "target"),
    [("ecs", f"{ECS}.CreateSpaceship"), ("ecs", "Another_20200101.CreateService"), ("glue", "AWSGlue.CreateTable")],
)
def test_operations_and_services_without_a_model_are_let_through(models, service, target):
    assert models.json(service, target, {"a": 1}).status == 200
    assert models.record() == []


def test_what_is_not_signed_is_no_request_to_an_api(models):
    answer = models.ask("", "GET", "/v2/web/manifests/latest", b"", authorization="Basic QVdTOnRlc3Q=")
    assert answer.status == 200
    assert models.record() == []


def test_what_cannot_be_read_is_left_to_the_emulator_and_written_down(models):
    answer = models.form("elasticloadbalancing", "CreateTargetGroup", ELB, {"Name": "web", "Port": "http"})
    assert answer.status == 200
    (unreadable,) = models.record()
    assert (unreadable["operation"], unreadable["verdict"]) == ("elbv2:CreateTargetGroup", "unreadable")
    assert unreadable["message"].startswith("ValueError: invalid literal for int()")
