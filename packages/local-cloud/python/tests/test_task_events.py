import json

import pytest
from ministack.services import ecs, eventbridge

DEFINITION = "arn:aws:ecs:us-east-1:000000000000:task-definition/report"
PATTERN = {
    "source": ["aws.ecs"],
    "detail-type": ["ECS Task State Change"],
    "detail": {
        "taskDefinitionArn": [{"prefix": f"{DEFINITION}:"}],
        "lastStatus": ["STOPPED"],
        "$or": [{"containers": {"exitCode": [{"anything-but": [0]}]}}, {"stopCode": ["TaskFailedToStart"]}],
    },
}


@pytest.fixture
def told(monkeypatch) -> list[dict]:
    """What a queue is sent that hears of failed runs."""
    sent: list[dict] = []
    monkeypatch.setattr(eventbridge, "_dispatch_to_sqs", lambda _, payload, __: sent.append(json.loads(payload)))
    eventbridge._ensure_default_bus()
    rule = {"Name": "failed", "EventPattern": json.dumps(PATTERN), "State": "ENABLED"}
    assert eventbridge._put_rule(rule)[0] == 200
    target = {"Id": "queue", "Arn": "arn:aws:sqs:us-east-1:000000000000:failures"}
    assert eventbridge._put_targets({"Rule": "failed", "Targets": [target]})[0] == 200
    return sent


def ended(code: int | None, stop_code: str = "EssentialContainerExited", family: str = "report") -> None:
    ecs._create_cluster({"clusterName": "shop"})
    containers = [{"name": family, "image": "shop@sha256:1", "essential": True}]
    ecs._register_task_definition({"family": family, "containerDefinitions": containers})
    _, _, body = ecs._run_task({"cluster": "shop", "taskDefinition": family, "launchType": "FARGATE"})
    arn = json.loads(body)["tasks"][0]["taskArn"]
    ecs._mark_task_stopped(arn, ecs._tasks[arn], "It ended", stop_code, exit_code=code)


def test_a_run_that_failed_is_told(told):
    ended(3)
    (event,) = told
    assert (event["source"], event["detail-type"]) == ("aws.ecs", "ECS Task State Change")
    assert event["detail"]["containers"][0]["exitCode"] == 3
    assert event["detail"]["stoppedReason"] == "It ended"


def test_a_run_that_did_not_start_is_told(told):
    ended(None, "TaskFailedToStart")
    assert len(told) == 1


def test_a_run_that_succeeded_and_runs_of_others_are_not_told(told):
    ended(0)
    ended(3, family="report-of-others")
    assert told == []
