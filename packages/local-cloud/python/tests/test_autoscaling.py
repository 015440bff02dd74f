import json

import pytest
from moto.applicationautoscaling.models import applicationautoscaling_backends
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT_ID
from werkzeug.test import Client

from local_cloud import autoscaling, autoscaling_tags
from local_cloud.access_keys import AccessKeys
from local_cloud.callers import Callers
from local_cloud.request_record import RequestRecord

RESOURCE = {
    "ServiceNamespace": "ecs",
    "ResourceId": "service/main/web",
    "ScalableDimension": "ecs:service:DesiredCount",
}
POLICY = {
    **RESOURCE,
    "PolicyName": "cpu",
    "PolicyType": "TargetTrackingScaling",
    "TargetTrackingScalingPolicyConfiguration": {
        "TargetValue": 60.0,
        "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
    },
}
SCHEDULE = {
    **RESOURCE,
    "ScheduledActionName": "night",
    "Schedule": "cron(0 22 * * ? *)",
    "ScalableTargetAction": {"MinCapacity": 1, "MaxCapacity": 1},
}
NAMESPACE = {"ServiceNamespace": "ecs"}
CREDENTIAL = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/application-autoscaling/aws4_request"


class Service:
    """The service as its clients see it, from its start on."""

    def __init__(self, file, callers=None):
        applicationautoscaling_backends.reset()
        autoscaling_tags.tags.clear()
        self.record = file.parent / "requests.jsonl"
        self.started = autoscaling.AutoScaling(file, AccessKeys("test"), RequestRecord(self.record, callers))
        self.client = Client(self.started.answer)

    def ask(self, action, parameters, **headers):
        target = f"AnyScaleFrontendService.{action}"
        content_type = "application/x-amz-json-1.1"
        sent = {"Authorization": CREDENTIAL, "X-Amz-Target": target, "Content-Type": content_type, **headers}
        return self.client.post("/", data=json.dumps(parameters), headers=sent)

    def done(self, action, parameters):
        answer = self.ask(action, parameters)
        assert answer.status_code == 200, answer.text
        return json.loads(answer.text)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "state" / "application_autoscaling.json"


def fill(service):
    arn = service.done("RegisterScalableTarget", {**RESOURCE, "MinCapacity": 1, "MaxCapacity": 4, "Tags": {"a": "1"}})
    service.done("PutScalingPolicy", POLICY)
    service.done("PutScheduledAction", SCHEDULE)
    return arn["ScalableTargetARN"]


def content(service, arn):
    return [
        service.done("DescribeScalableTargets", NAMESPACE)["ScalableTargets"],
        service.done("DescribeScalingPolicies", NAMESPACE)["ScalingPolicies"],
        service.done("DescribeScheduledActions", NAMESPACE)["ScheduledActions"],
        service.done("ListTagsForResource", {"ResourceARN": arn})["Tags"],
    ]


def test_everything_survives_a_stop(file):
    service = Service(file)
    arn = fill(service)
    before = content(service, arn)
    assert [len(part) for part in before] == [1, 1, 1, 1]
    assert content(Service(file), arn) == before


def test_what_survived_can_be_changed_and_deleted(file):
    arn = fill(Service(file))
    service = Service(file)
    service.done("RegisterScalableTarget", {**RESOURCE, "MaxCapacity": 9})
    service.done("DeleteScalingPolicy", {**RESOURCE, "PolicyName": "cpu"})
    service.done("DeleteScheduledAction", {**RESOURCE, "ScheduledActionName": "night"})
    targets, policies, actions, _ = content(Service(file), arn)
    assert [target["MaxCapacity"] for target in targets] == [9]
    assert policies == actions == []


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"backends": [{}], "tags": {}}', '{"backends": 1}'])
def test_a_damaged_file_is_reported_and_ignored(file, damaged, caplog):
    file.parent.mkdir()
    file.write_text(damaged)
    service = Service(file)
    assert "application_autoscaling.json: damaged" in caplog.text
    assert content(service, fill(service))[3] == {"a": "1"}


def test_a_deregistered_target_takes_policies_actions_and_tags_with_it(file):
    service = Service(file)
    arn = fill(service)
    service.done("DeregisterScalableTarget", RESOURCE)
    assert content(service, arn) == [[], [], [], {}]


def test_a_deleted_ecs_service_takes_its_target_with_it_for_good(file):
    service = Service(file)
    arn = fill(service)
    service.started.drop_ecs_service(ACCOUNT_ID, "us-east-1", "main", "other")
    assert content(service, arn)[0] != []
    service.started.drop_ecs_service(ACCOUNT_ID, "us-east-1", "main", "web")
    assert content(Service(file), arn) == [[], [], [], {}]


@pytest.mark.parametrize("action", ["DeregisterScalableTarget", "DeleteScalingPolicy"])
def test_what_is_not_there_is_not_found_which_terraform_takes_for_deleted(file, action):
    answer = Service(file).ask(action, {**RESOURCE, "PolicyName": "cpu"})
    assert answer.status_code == 400
    assert "ObjectNotFoundException" in answer.text


def test_a_changed_policy_keeps_its_arn(file):
    service = Service(file)
    first = service.done("PutScalingPolicy", POLICY)
    assert service.done("PutScalingPolicy", POLICY) == first


def test_answers_no_web_page(file):
    service = Service(file)
    assert service.ask("DescribeScalableTargets", NAMESPACE, Origin="https://evil.example").status_code == 403
    assert service.ask("DescribeScalableTargets", NAMESPACE, Host="evil.example").status_code == 403
    allowed = service.ask("DescribeScalableTargets", NAMESPACE)
    assert allowed.status_code == 200
    assert "Access-Control-Allow-Origin" not in allowed.headers


def test_tells_that_it_answers(file):
    assert Service(file).client.get("/", headers={"Authorization": CREDENTIAL}).status_code == 200


def test_answers_nobody_who_does_not_know_the_key_of_the_cloud(file):
    service = Service(file)
    for authorization in ("", CREDENTIAL.replace("=test", "=other")):
        answer = service.ask("DescribeScalableTargets", NAMESPACE, Authorization=authorization)
        assert answer.status_code == 403
        assert json.loads(answer.text)["__type"] == "UnrecognizedClientException"


def test_what_the_model_does_not_allow_is_refused_and_not_kept(file):
    service = Service(file)
    refused = service.ask("RegisterScalableTarget", {**RESOURCE, "ScalableDimension": "ecs:service:Count"})
    assert refused.status_code == 400
    content = json.loads(refused.text)
    assert content["__type"] == "ValidationException"
    assert content["message"].startswith(
        "1 validation error detected: Value 'ecs:service:Count' at 'scalableDimension' failed to satisfy constraint: "
        "Member must satisfy enum value set: [ecs:service:DesiredCount, "
    )
    assert service.done("DescribeScalableTargets", NAMESPACE)["ScalableTargets"] == []
    assert [json.loads(line)["verdict"] for line in service.record.read_text().splitlines()] == ["refused", "allowed"]


def test_a_call_is_recorded_with_who_called(file):
    service = Service(file, Callers())
    service.ask("DescribeScalableTargets", NAMESPACE, Authorization=CREDENTIAL.replace("=test", "=planner-test"))
    assert [json.loads(line) for line in service.record.read_text().splitlines()] == [
        {
            "operation": "application-autoscaling:DescribeScalableTargets",
            "verdict": "allowed",
            "caller": "planner",
            "action": "application-autoscaling:DescribeScalableTargets",
            "resource": "*",
            "status": 200,
        }
    ]
