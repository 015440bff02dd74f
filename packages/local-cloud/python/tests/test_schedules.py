import json
from datetime import UTC, datetime, timedelta

import pytest
from ministack.services import ecs, scheduler

from local_cloud.schedules import Ticks

CLUSTER = "arn:aws:ecs:us-east-1:000000000000:cluster/shop"
QUEUE = "arn:aws:sqs:us-east-1:000000000000:failures"
START = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
ROLE = "arn:aws:iam::000000000000:role/schedule"


@pytest.fixture(autouse=True)
def _definition():
    ecs._create_cluster({"clusterName": "shop"})
    containers = [{"name": "report", "image": "shop@sha256:1", "essential": True}]
    ecs._register_task_definition({"family": "report", "containerDefinitions": containers})


def schedule(expression: str = "cron(5 12 * * ? *)", family: str = "report", **changes) -> None:
    target = {
        "Arn": CLUSTER,
        "RoleArn": ROLE,
        "EcsParameters": {
            "TaskDefinitionArn": f"arn:aws:ecs:us-east-1:000000000000:task-definition/{family}:1",
            "TaskCount": 1,
            "CapacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1, "base": 0}],
            "NetworkConfiguration": {"awsvpcConfiguration": {"Subnets": ["subnet-1"], "AssignPublicIp": "DISABLED"}},
        },
        "DeadLetterConfig": {"Arn": QUEUE},
        "RetryPolicy": {"MaximumRetryAttempts": 2},
    }
    body = {
        "ScheduleExpression": expression,
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "Target": target,
        **changes,
    }
    status, _, answer = scheduler._create_schedule("report", body)
    assert status == 200, answer
    scheduler._schedules["default/report"]["CreationDate"] = START.timestamp()


def started() -> list[str]:
    return [task["startedBy"] for task in ecs._tasks.values()]


def ticked(ticks: Ticks, *minutes: float) -> None:
    for minute in minutes:
        ticks.tick(START + timedelta(minutes=minute))


def test_a_task_is_run_once_when_it_is_due():
    schedule()
    ticks = Ticks(since=START)
    ticked(ticks, 1, 4.9)
    assert started() == []
    ticked(ticks, 5.1, 5.2, 30)
    assert started() == ["chronos-schedule/report"]
    (task,) = ecs._tasks.values()
    assert (task["launchType"], task["_subnet"]) == ("FARGATE", "subnet-1")


def test_a_task_is_run_in_the_time_zone_of_its_schedule():
    schedule("cron(5 14 * * ? *)", ScheduleExpressionTimezone="Europe/Berlin")
    ticked(Ticks(since=START), 1, 6)
    assert started() == ["chronos-schedule/report"]


def test_a_rate_begins_at_once():
    schedule("rate(1 hour)")
    ticked(Ticks(since=START - timedelta(hours=1)), 0.1, 0.3, 59)
    assert len(started()) == 1


def test_what_was_due_while_nothing_ran_is_not_made_up_for():
    schedule()
    ticked(Ticks(since=START + timedelta(hours=2)), 121)
    assert started() == []


def test_a_schedule_that_is_off_runs_nothing():
    schedule(State="DISABLED")
    ticked(Ticks(since=START), 6)
    assert started() == []


def test_a_schedule_for_one_moment_goes_when_that_is_asked_for():
    schedule("at(2026-07-01T12:05:00)", ActionAfterCompletion="DELETE")
    ticked(Ticks(since=START), 6, 7)
    assert len(started()) == 1
    assert "default/report" not in scheduler._schedules


def test_a_task_that_ecs_refuses_is_tried_again_and_then_told_to_the_queue(monkeypatch):
    told: list[dict] = []
    monkeypatch.setattr(
        "local_cloud.schedules.eventbridge._dispatch_to_sqs",
        lambda arn, payload: told.append({"queue": str(arn), **json.loads(payload)}),
    )
    schedule(family="nothing")
    ticks = Ticks(since=START)
    ticked(ticks, 5.1, 5.2)
    assert told == []
    ticked(ticks, 5.3, 5.4)
    assert [(one["queue"], one["TARGET_ARN"]) for one in told] == [(QUEUE, CLUSTER)]
    assert "Unable to find task definition" in told[0]["ERROR_MESSAGE"]


def test_a_schedule_that_cannot_be_read_keeps_no_other_from_running():
    schedule()
    other = dict(scheduler._schedules["default/report"], ScheduleExpressionTimezone="Nowhere/Land")
    scheduler._schedules["default/another"] = other
    ticked(Ticks(since=START), 6)
    assert started() == ["chronos-schedule/report"]
