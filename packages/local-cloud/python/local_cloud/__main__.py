"""Runs the emulator on GATEWAY_PORT and Application Auto Scaling on AUTOSCALING_PORT until SIGTERM.

Where API_CALLS_FILE names a file, every call of the APIs is written into it.
"""

import os
from pathlib import Path

from ministack.app import app

from local_cloud import (
    admission,
    alarms,
    alias_records,
    api_calls,
    autoscaling,
    caches,
    cloudformation_resources,
    databases,
    flow_logs,
    image_tags,
    load_balancer_requests,
    load_balancer_rules,
    load_balancer_targets,
    prefix_lists,
    queue_alarms,
    registry_logins,
    repetitions,
    schedules,
    secret_rotation,
    server,
    services,
    target_groups,
    task_events,
    zone_signing,
)

_PARTS = (
    alarms,
    alias_records,
    autoscaling,
    caches,
    cloudformation_resources,
    databases,
    flow_logs,
    image_tags,
    load_balancer_requests,
    load_balancer_rules,
    load_balancer_targets,
    prefix_lists,
    queue_alarms,
    registry_logins,
    schedules,
    secret_rotation,
    target_groups,
    task_events,
    zone_signing,
)


def main() -> None:
    for part in _PARTS:
        part.install()
    scaling = autoscaling.AutoScaling(Path(os.environ["STATE_DIR"]) / "application_autoscaling.json")
    services.install(on_deletion=scaling.drop_ecs_service)
    host = os.environ.get("BIND_HOST", "127.0.0.1")
    gateway, answer_scaling = app, scaling.answer
    if calls_file := os.environ.get("API_CALLS_FILE"):
        calls = api_calls.ApiCalls(Path(calls_file))
        calls.install()
        gateway, answer_scaling = calls.of(gateway), calls.of_autoscaling(answer_scaling)
    scaling.serve(host, int(os.environ["AUTOSCALING_PORT"]), answer_scaling)
    once = repetitions.answering_once(gateway)
    application = admission.for_programs_only(once, lambda name: alias_records.load_balancer_of(name) is not None)
    server.serve(application, f"{host}:{os.environ['GATEWAY_PORT']}")


if __name__ == "__main__":
    main()
