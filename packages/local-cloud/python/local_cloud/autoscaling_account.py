"""What Application Auto Scaling holds, kept in a file: moto forgets everything at a stop."""

import json
import logging
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from moto.applicationautoscaling.models import (
    FakeApplicationAutoscalingPolicy,
    FakeScalableTarget,
    FakeScheduledAction,
    applicationautoscaling_backends,
)

from local_cloud import autoscaling_tags

_logger = logging.getLogger("local_cloud.autoscaling")


class AutoscalingAccount:
    """The contents of one file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def load(self) -> None:
        """Takes up what was saved; nothing where there is no file, or no whole one."""
        try:
            saved = json.loads(self._file.read_text())
            for held in saved["backends"]:
                _restore(held)
            autoscaling_tags.tags.update(saved["tags"])
        except FileNotFoundError:
            return
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            applicationautoscaling_backends.reset()
            _logger.warning("%s: damaged (%s: %s), ignored", self._file, type(error).__name__, error)

    def save(self) -> None:
        """Writes everything, at once or not at all."""
        held = [
            {"account": account, "region": region, **_held(backend)}
            for account, regions in list(applicationautoscaling_backends.items())
            for region, backend in list(regions.items())
        ]
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps({"backends": held, "tags": autoscaling_tags.tags}))
        os.replace(part, self._file)


def _held(backend) -> dict[str, list[dict[str, Any]]]:
    targets = [one for of_dimension in backend.targets.values() for one in of_dimension.values()]
    return {
        "targets": [_attributes(one) for one in targets],
        "policies": [_attributes(one) for one in backend.policies.values()],
        "scheduled_actions": [_attributes(one) for one in backend.scheduled_actions],
    }


def _attributes(one) -> dict[str, Any]:
    """All that can be written down; `_guid` and the backend cannot, and nobody asks for them again."""
    kept = {name: value for name, value in vars(one).items() if name not in ("_guid", "applicationautoscaling_backend")}
    if "alarms" in kept:
        kept["alarms"] = [{"name": alarm.name, "alarm_arn": alarm.alarm_arn} for alarm in kept["alarms"]]
    return kept


def _restore(held: dict[str, Any]) -> None:
    backend = applicationautoscaling_backends[held["account"]][held["region"]]
    for attributes in held["targets"]:
        backend._add_scalable_target(_object(FakeScalableTarget, attributes))
    for attributes in held["policies"]:
        policy = _object(FakeApplicationAutoscalingPolicy, attributes)
        policy.alarms = [SimpleNamespace(**alarm) for alarm in policy.alarms]
        identity = (policy.service_namespace, policy.resource_id, policy.scalable_dimension, policy.policy_name)
        backend.policies[FakeApplicationAutoscalingPolicy.formulate_key(*identity)] = policy
    backend.scheduled_actions += [_object(FakeScheduledAction, each) for each in held["scheduled_actions"]]


def _object(kind, attributes: dict[str, Any]):
    one = kind.__new__(kind)
    vars(one).update(attributes)
    return one
