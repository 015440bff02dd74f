"""What the emulated ECS forgets about services, and what it should forget."""

import json
from collections.abc import Callable
from http import HTTPStatus

from ministack.core.responses import get_account_id, get_region
from ministack.services import ecs

_SETTING = "availabilityZoneRebalancing"
# Of a deployment: that is where ECS shows what was asked of the service.
# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html
_CONNECT = "serviceConnectConfiguration"


def install(on_deletion: Callable[[str, str, str, str], None]) -> None:
    """`on_deletion` gets account, region, cluster and name of a service that was deleted."""
    for action in ("CreateService", "UpdateService"):
        ecs._ACTION_MAP[action] = _keeping_setting(ecs._ACTION_MAP[action])
    ecs._ACTION_MAP["DeleteService"] = _telling(ecs._ACTION_MAP["DeleteService"], on_deletion)
    ecs._ACTION_MAP["StopTask"] = _replacing(ecs._ACTION_MAP["StopTask"])
    ecs._ACTION_MAP["DescribeServices"] = _without_rolled_back(ecs._ACTION_MAP["DescribeServices"])


def _keeping_setting(change):
    def changed(data):
        answer = change(data)
        name = data.get("serviceName") or data.get("service", "")
        for service in ecs._services.values():
            if service["serviceName"] != name.rpartition("/")[2]:
                continue
            if _SETTING in data:
                service[_SETTING] = data[_SETTING]
            _keep_connect(service, data)
        return answer

    return changed


def _keep_connect(service: dict, data: dict) -> None:
    if _CONNECT in data:
        service[f"_{_CONNECT}"] = data[_CONNECT]
    if f"_{_CONNECT}" in service:
        # The first one is the newest. Earlier ones may be gone already.
        service["deployments"][0][_CONNECT] = service[f"_{_CONNECT}"]


def _telling(delete, on_deletion):
    def deleted(data):
        status, headers, body = delete(data)
        if status == HTTPStatus.OK:
            service = json.loads(body)["service"]
            cluster = service["clusterArn"].rpartition("/")[2]
            on_deletion(get_account_id(), get_region(), cluster, service["serviceName"])
        return status, headers, body

    return deleted


def _replacing(stop):
    """A service replaces a task that somebody stopped; the emulator does so only for one that ended by itself."""

    def stopped(data):
        status, headers, body = stop(data)
        if status == HTTPStatus.OK:
            task = json.loads(body)["task"]
            group, _, service = task.get("group", "").partition(":")
            cluster = task["clusterArn"].rpartition("/")[2]
            if group == "service":
                ecs._reconcile_service_tasks(cluster, f"{cluster}/{service}")
        return status, headers, body

    return stopped


def _without_rolled_back(describe):
    """ECS lists a deployment that it rolled back until its tasks are gone; Terraform waits for that."""

    def described(data):
        for service in ecs._services.values():
            deployments = service.get("deployments", [])
            if any(one["status"] == "PRIMARY" and one.get("rolloutState") == "COMPLETED" for one in deployments):
                service["deployments"] = [one for one in deployments if not _is_over(one)]
        return describe(data)

    return described


def _is_over(deployment) -> bool:
    has_tasks = deployment.get("runningCount", 0) + deployment.get("pendingCount", 0) > 0
    return deployment["status"] == "ACTIVE" and deployment.get("rolloutState") == "FAILED" and not has_tasks
