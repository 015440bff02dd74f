"""When a schedule of EventBridge Scheduler is due."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ministack.services import eventbridge


def next_moment(expression: str, time_zone: str, created: datetime, after: datetime) -> datetime | None:
    """The first moment after `after`, None when there is none any more. The emulator itself knows UTC alone."""
    if rate := eventbridge._parse_rate_seconds(expression):
        return _next_of_rate(timedelta(seconds=rate), created, after)
    zone = ZoneInfo(time_zone)
    if at := re.fullmatch(r"at\((.+)\)", expression):
        moment = datetime.fromisoformat(at[1]).replace(tzinfo=zone)
        return moment if moment > after else None
    fields = eventbridge._parse_cron_fields(expression)
    if fields is None:
        return None
    moment = eventbridge._cron_next_fire(fields, after.astimezone(zone))
    return moment and moment.astimezone(UTC)


def _next_of_rate(rate: timedelta, created: datetime, after: datetime) -> datetime:
    """A rate begins when the schedule is created."""
    # https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#rate-based
    passed = (after - created) // rate if after >= created else -1
    return created + (passed + 1) * rate
