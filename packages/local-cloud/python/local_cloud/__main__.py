"""Runs the emulator on GATEWAY_PORT and Application Auto Scaling on AUTOSCALING_PORT until SIGTERM.

Where API_CALLS_FILE names a file, every call of the APIs is written into it.
"""

import os
from pathlib import Path

from ministack import app as ministack

from local_cloud import (
    access_keys,
    admission,
    alarms,
    alias_records,
    api_calls,
    autoscaling,
    caches,
    capacity_provider_changes,
    certificates_in_use,
    cloudformation_resources,
    databases,
    deletions_of_full,
    execute_command,
    flow_logs,
    image_tags,
    load_balancer_requests,
    load_balancer_rules,
    load_balancer_targets,
    model_checks,
    prefix_lists,
    queue_alarms,
    registry_blobs,
    registry_logins,
    repetitions,
    saving,
    schedules,
    secret_rotation,
    security_groups_in_use,
    server,
    services,
    sign_in,
    start_failures,
    target_groups,
    task_ends,
    task_events,
    zone_signing,
)

_PARTS = (
    alarms,
    alias_records,
    autoscaling,
    caches,
    capacity_provider_changes,
    certificates_in_use,
    cloudformation_resources,
    databases,
    deletions_of_full,
    execute_command,
    flow_logs,
    image_tags,
    load_balancer_requests,
    load_balancer_rules,
    load_balancer_targets,
    prefix_lists,
    queue_alarms,
    registry_blobs,
    schedules,
    secret_rotation,
    security_groups_in_use,
    sign_in,
    start_failures,
    target_groups,
    task_ends,
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
    journal = model_checks.Journal(Path(os.environ["REQUEST_JOURNAL"]))
    scaling = autoscaling.AutoScaling(Path(os.environ["STATE_DIR"]) / "application_autoscaling.json", keys, journal)
    services.install(on_deletion=scaling.drop_ecs_service)
    hosts = os.environ.get("BIND_HOSTS", "127.0.0.1").split(",")
    gateway, answer_scaling = ministack.app, scaling.answer
    if calls_file := os.environ.get("API_CALLS_FILE"):
        calls = api_calls.ApiCalls(Path(calls_file))
        calls.install()
        gateway, answer_scaling = calls.of(gateway), calls.of_autoscaling(answer_scaling)
    for host in hosts:
        scaling.serve(host, int(os.environ["AUTOSCALING_PORT"]), answer_scaling)
    checked = model_checks.checking(gateway, journal, lambda host: ministack._extract_s3_vhost_bucket(host))
    account = saving.Account(Path(os.environ["STATE_DIR"]), ministack._build_persistence_save_dict)
    once = repetitions.answering_once(saving.saving(checked, account.save))
    application = admission.for_programs_only(
        once, lambda name: alias_records.load_balancer_of(name) is not None, admits
    )
    server.serve(sign_in.publishing_keys(application), *(f"{host}:{os.environ['GATEWAY_PORT']}" for host in hosts))


if __name__ == "__main__":
    main()
