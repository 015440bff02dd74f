"""Waits for the end of a task's containers; the emulated ECS asks the engine of each of them ten times a second."""

import time
from contextlib import suppress

from docker.errors import DockerException
from ministack.core.concurrency import spawn_background
from ministack.core.responses import request_scope
from ministack.services import ecs
from requests import RequestException

# After an engine that did not answer, or one that has not written down yet what it told.
_PAUSE_SECONDS = 0.2


def install() -> None:
    ecs._watch_task_lifecycle = _watch_task


def _watch_task(task: dict, docker_client, account_id: str, region: str) -> None:
    for index, container_id in enumerate(task.get("_docker_ids") or []):
        spawn_background(
            _watch_container,
            *(task, index, container_id, docker_client, account_id, region),
            thread_name=f"ecs-task-end-{container_id[:8]}",
        )
    cluster, group = ecs._cluster_name_from_arn(task.get("clusterArn", "")), task.get("group", "")
    if cluster and group.startswith("service:"):
        service = f"{cluster}/{group.removeprefix('service:')}"
        ecs._schedule_service_deployment_completion(cluster, service, account_id, region, healthy_task=task)


def _watch_container(task: dict, index: int, container_id: str, docker_client, account_id: str, region: str) -> None:
    with request_scope(account_id, region):
        while ecs._task_is_active(task["taskArn"], task):
            # An engine that does not answer is no container that ended.
            with suppress(DockerException, RequestException):
                docker_client.api.wait(container_id)
            ecs._maybe_mark_stopped(task, docker_client)
            if _has_ended(task, index):
                return
            time.sleep(_PAUSE_SECONDS)


def _has_ended(task: dict, index: int) -> bool:
    containers = task.get("containers", [])
    return index < len(containers) and containers[index].get("lastStatus") == "STOPPED"
