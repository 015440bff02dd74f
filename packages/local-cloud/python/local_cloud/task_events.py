"""Tells EventBridge of tasks that have stopped; the emulated ECS tells nobody."""

import json
import time

from ministack.core.responses import get_account_id, get_region, new_uuid
from ministack.services import ecs, eventbridge


def install() -> None:
    mark = ecs._mark_task_stopped

    def mark_task_stopped(task_arn, task, *details, **named):
        stopped = mark(task_arn, task, *details, **named)
        if stopped:
            eventbridge._dispatch_event(_event(task))
        return stopped

    ecs._mark_task_stopped = mark_task_stopped


def _event(task: dict) -> dict:
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
    return {
        "EventId": new_uuid(),
        "Source": "aws.ecs",
        "DetailType": "ECS Task State Change",
        "Detail": json.dumps(ecs._sanitize(task)),
        "Time": time.time(),
        "Resources": [task["taskArn"]],
        "Account": get_account_id(),
        "Region": get_region(),
        "EventBusName": "default",
    }
