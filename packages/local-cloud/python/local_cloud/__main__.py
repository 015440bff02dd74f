"""Runs the emulator on GATEWAY_PORT and Application Auto Scaling on AUTOSCALING_PORT until SIGTERM."""

import os
from pathlib import Path

from ministack import app as emulator
from ministack.app import app

from local_cloud import (
    access_keys,
    admission,
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
    repetitions,
    saving,
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
    schedules,
    secret_rotation,
    target_groups,
    task_events,
    zone_signing,
)


def main() -> None:
    for part in _PARTS:
        part.install()
    # Not for what the emulator itself starts.
    keys, paths = access_keys.AccessKeys(os.environ.pop("ACCESS_KEY")), access_keys.TaskCredentialPaths()
    access_keys.install(keys, paths)
    registry_logins.install(keys)
    admits = access_keys.admitting(keys, paths)
    scaling = autoscaling.AutoScaling(Path(os.environ["STATE_DIR"]) / "application_autoscaling.json", keys)
    services.install(on_deletion=scaling.drop_ecs_service)
    hosts = os.environ.get("BIND_HOSTS", "127.0.0.1").split(",")
    for host in hosts:
        scaling.serve(host, int(os.environ["AUTOSCALING_PORT"]))
    account = saving.Account(Path(os.environ["STATE_DIR"]), emulator._build_persistence_save_dict)
    once = repetitions.answering_once(saving.saving(app, account.save))
    application = admission.for_programs_only(
        once, lambda name: alias_records.load_balancer_of(name) is not None, admits
    )
    server.serve(application, *(f"{host}:{os.environ['GATEWAY_PORT']}" for host in hosts))


if __name__ == "__main__":
    main()
