from datetime import UTC, datetime

import pytest

from local_cloud.schedule_moments import next_moment

CREATED = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("expression", "zone", "after", "moment"),
    [
        ("cron(0 4 * * ? *)", "UTC", "2026-07-01T12:30", "2026-07-02T04:00"),
        ("cron(0 4 * * ? *)", "Europe/Berlin", "2026-07-01T12:30", "2026-07-02T02:00"),
        ("cron(0 4 * * ? *)", "Europe/Berlin", "2026-12-01T12:30", "2026-12-02T03:00"),
        ("cron(0 0 ? * MON *)", "America/New_York", "2026-07-01T12:30", "2026-07-06T04:00"),
        ("at(2026-07-02T04:00:00)", "Europe/Berlin", "2026-07-01T12:30", "2026-07-02T02:00"),
        ("rate(1 hour)", "Europe/Berlin", "2026-07-01T12:29:59", "2026-07-01T12:30"),
        ("rate(1 hour)", "Europe/Berlin", "2026-07-01T12:30", "2026-07-01T13:30"),
        ("rate(2 days)", "UTC", "2026-07-04T00:00", "2026-07-05T12:30"),
    ],
)
def test_a_schedule_is_due_in_its_own_time_zone(expression, zone, after, moment):
    assert next_moment(expression, zone, CREATED, utc(after)) == utc(moment)


@pytest.mark.parametrize("expression", ["at(2026-07-01T04:00:00)", "cron(0 4 * * ? 2025)", "cron(0 4 * * * *)"])
def test_a_schedule_that_is_over_or_means_nothing_is_never_due(expression):
    assert next_moment(expression, "UTC", CREATED, CREATED) is None
