"""Lets schedules run tasks, each in its own time zone; the emulator has neither."""

import json
import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ministack.core.arn import parse_arn
from ministack.core.responses import request_scope
from ministack.services import ecs, eventbridge, scheduler

from local_cloud.schedule_moments import next_moment

_logger = logging.getLogger("scheduler")
_DEFAULT_RETRIES = 185


def install() -> None:
    ticks = Ticks(since=datetime.now(UTC))
    scheduler._tick_schedules = lambda: ticks.tick(datetime.now(UTC))


@dataclass
class Ticks:
    """Looks again and again for what has become due."""

    # What became due while the emulator did not run is not made up for.
    since: datetime
    _seen: dict[Any, datetime] = field(default_factory=dict)
    # Runs that could not be started yet, and how often that was tried.
    _tries: dict[Any, int] = field(default_factory=dict)

    def tick(self, now: datetime) -> None:
        """Runs what became due since the last look."""
        for key, schedule in list(scheduler._schedules._data.items()):
            account, region, _ = key
            with request_scope(account, region):
                try:
                    self._look_at(key, schedule, now)
                except Exception:
                    # One schedule that cannot be run keeps no other from running.
                    _logger.exception("schedule %s", schedule["Arn"])

    def _look_at(self, key: Any, schedule: dict, now: datetime) -> None:
        created = datetime.fromtimestamp(schedule["CreationDate"], UTC)
        # The moment of its creation is one of a rate's.
        after = self._seen.get(key, max(self.since, _just_before(created)))
        self._seen[key] = now
        moment = next_moment(schedule["ScheduleExpression"], schedule["ScheduleExpressionTimezone"], created, after)
        if key in self._tries or (moment is not None and moment <= now and _is_on(schedule, now)):
            self._run(key, schedule)
        if moment is not None and moment <= now and schedule["ScheduleExpression"].startswith("at("):
            _complete(key, schedule)

    def _run(self, key: Any, schedule: dict) -> None:
        target = schedule["Target"]
        refusal = _invoke(schedule)
        tries = self._tries.pop(key, 0)
        if refusal is None:
            return
        retry_policy = target.get("RetryPolicy") or {}
        if tries < retry_policy.get("MaximumRetryAttempts", _DEFAULT_RETRIES):
            self._tries[key] = tries + 1
        elif queue := (target.get("DeadLetterConfig") or {}).get("Arn"):
            # https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
            told = {"SCHEDULE_ARN": schedule["Arn"], "TARGET_ARN": target["Arn"], "ERROR_MESSAGE": refusal}
            eventbridge._dispatch_to_sqs(parse_arn(queue), json.dumps(told))


def _just_before(moment: datetime) -> datetime:
    return datetime.fromtimestamp(moment.timestamp() - 1, UTC)


def _is_on(schedule: dict, now: datetime) -> bool:
    start, end = scheduler._to_epoch(schedule.get("StartDate")), scheduler._to_epoch(schedule.get("EndDate"))
    return (
        schedule["State"] == "ENABLED"
        and (start is None or now.timestamp() >= start)
        and (end is None or now.timestamp() <= end)
    )


def _complete(key: Any, schedule: dict) -> None:
    if schedule.get("ActionAfterCompletion") == "DELETE":
        scheduler._schedules._data.pop(key, None)


def _invoke(schedule: dict) -> str | None:
    """What the target refuses, None where it takes what it is sent."""
    target = schedule["Target"]
    if target.get("EcsParameters"):
        return _run_task(target, schedule["Name"])
    event = {"Source": "aws.scheduler", "DetailType": "Scheduled Event", "Detail": "{}", "Resources": [schedule["Arn"]]}
    eventbridge._invoke_target(target, event, schedule)
    return None


def _run_task(target: dict, schedule: str) -> str | None:
    parameters = target["EcsParameters"]
    network = (parameters.get("NetworkConfiguration") or {}).get("awsvpcConfiguration") or {}
    request = {
        "cluster": target["Arn"],
        "taskDefinition": parameters["TaskDefinitionArn"],
        "count": parameters.get("TaskCount", 1),
        "group": parameters.get("Group", ""),
        "startedBy": f"chronos-schedule/{schedule}",
        "enableExecuteCommand": parameters.get("EnableExecuteCommand", False),
        "networkConfiguration": {"awsvpcConfiguration": {_small(name): value for name, value in network.items()}},
        "platformVersion": parameters.get("PlatformVersion", ""),
    }
    for name in ("LaunchType", "CapacityProviderStrategy"):
        if parameters.get(name):
            request[_small(name)] = parameters[name]
    status, _, body = ecs._run_task(request)
    answer = json.loads(body)
    if status >= 400:
        return answer.get("message") or answer.get("Message") or f"ECS answered {status}"
    return "; ".join(failure["reason"] for failure in answer["failures"]) or None


def _small(name: str) -> str:
    return name[0].lower() + name[1:]
