"""Runs the emulator on GATEWAY_PORT and Application Auto Scaling on AUTOSCALING_PORT until SIGTERM.

REQUEST_RECORD names the file of what was asked for; where RECORD_CALLERS is 1, also of who asked with which right.
"""

import os
from pathlib import Path

from ministack import app as ministack

from local_cloud import (
    access_keys,
    admission,
    alarms,
    alias_records,
    autoscaling,
    caches,
    callers,
    capacity_provider_changes,
    certificates_in_use,
    cloudformation_resources,
    databases,
    deletions_of_full,
    execute_command,
    firewall_logs,
    flow_logs,
    identity_provider_tags,
    image_tags,
    ipv6,
    load_balancer_requests,
    load_balancer_rules,
    load_balancer_targets,
    model_checks,
    prefix_lists,
    queue_alarms,
    registry_blobs,
    registry_logins,
    repetitions,
    request_record,
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
    firewall_logs,
    flow_logs,
    identity_provider_tags,
    image_tags,
    ipv6,
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
    who = callers.Callers() if os.environ.get("RECORD_CALLERS") == "1" else None
    record = request_record.RequestRecord(Path(os.environ["REQUEST_RECORD"]), who)
    scaling = autoscaling.AutoScaling(Path(os.environ["STATE_DIR"]) / "application_autoscaling.json", keys, record)
    services.install(on_deletion=scaling.drop_ecs_service)
    hosts = os.environ.get("BIND_HOSTS", "127.0.0.1").split(",")
    for host in hosts:
        scaling.serve(host, int(os.environ["AUTOSCALING_PORT"]))
    gateway = ministack.app
    if who:
        who.install()
        gateway = who.learning(gateway)
    checked = model_checks.checking(gateway, record, lambda host: ministack._extract_s3_vhost_bucket(host))
    account = saving.Account(Path(os.environ["STATE_DIR"]), ministack._build_persistence_save_dict)
    once = repetitions.answering_once(saving.saving(checked, account.save))
    application = admission.for_programs_only(
        once, lambda name: alias_records.load_balancer_of(name) is not None, admits
    )
    server.serve(sign_in.publishing_keys(application), *(f"{host}:{os.environ['GATEWAY_PORT']}" for host in hosts))


if __name__ == "__main__":
    main()
