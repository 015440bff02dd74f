"""Alarms on how many messages lie in a queue: the emulator counts them and tells its CloudWatch nothing of it.

They are looked at when somebody asks for alarms, at what the queue holds in that moment; periods do not pass.
"""

import operator
import time
from typing import Any

from ministack.services import cloudwatch, sqs

_COUNTED = {
    "ApproximateNumberOfMessagesVisible": "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible": "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed": "ApproximateNumberOfMessagesDelayed",
}
_COMPARED = {
    "GreaterThanThreshold": operator.gt,
    "GreaterThanOrEqualToThreshold": operator.ge,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


def install() -> None:
    describe = cloudwatch._describe_alarms

    def describe_alarms(*request: Any, **options: Any) -> Any:
        for alarm in cloudwatch._alarms.values():
            _look(alarm)
        return describe(*request, **options)

    cloudwatch._describe_alarms = describe_alarms


def _look(alarm: dict[str, Any]) -> None:
    counted = _COUNTED.get(alarm.get("MetricName") or "")
    compared = _COMPARED.get(alarm.get("ComparisonOperator") or "")
    queue = _queue(alarm)
    if alarm.get("Namespace") != "AWS/SQS" or counted is None or compared is None or queue is None:
        return
    sqs._refresh_counts(queue)
    count = int(queue["attributes"][counted])
    state = "ALARM" if compared(count, alarm["Threshold"]) else "OK"
    before = alarm["StateValue"]
    if state == before:
        return
    reason = f"{alarm['MetricName']} is {count}, the threshold {alarm['Threshold']:g}"
    alarm.update(StateValue=state, StateReason=reason, StateUpdatedTimestamp=int(time.time()))
    cloudwatch._record_history(alarm["AlarmName"], before, state, reason)
    cloudwatch._dispatch_alarm_actions(alarm, before, state, reason)


def _queue(alarm: dict[str, Any]) -> dict[str, Any] | None:
    names = {dimension["Value"] for dimension in alarm.get("Dimensions", []) if dimension["Name"] == "QueueName"}
    return next((queue for url, queue in sqs._queues.items() if url.rpartition("/")[2] in names), None)
