"""Refuses to change how a service's tasks get their capacity, unless a new deployment is forced, as ECS does.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html; the message:
https://github.com/pipe-cd/pipecd/pull/6385
"""

from typing import Any

from ministack.core.responses import error_response_json
from ministack.services import ecs

_MESSAGE = (
    "When switching from launch type to capacity provider strategy on an existing service, or making a change to a "
    "capacity provider strategy on a service that is already using one, you must force a new deployment."
)
_BAD_REQUEST = 400


def install() -> None:
    update = ecs._ACTION_MAP["UpdateService"]

    def update_service(data):
        service = _service(data)
        if service and _changes_strategy(service, data) and not data.get("forceNewDeployment"):
            return error_response_json("InvalidParameterException", _MESSAGE, _BAD_REQUEST)
        return update(data)

    ecs._ACTION_MAP["UpdateService"] = update_service


def _service(data: dict[str, Any]) -> dict[str, Any] | None:
    cluster = ecs._resolve_cluster_name(data.get("cluster", "default"))
    name, _ = ecs._resolve_service_ref(data.get("service", "")) or ("", None)
    return ecs._services.get(f"{cluster}/{name}")


def _changes_strategy(service: dict[str, Any], data: dict[str, Any]) -> bool:
    asked = data.get("capacityProviderStrategy")
    return asked is not None and _comparable(asked) != _comparable(service.get("capacityProviderStrategy"))


def _comparable(strategy: list[dict[str, Any]] | None) -> list[tuple[str, int, int]]:
    # Base and weight are 0 where nobody says otherwise:
    # https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
    items = ((one["capacityProvider"], one.get("base", 0), one.get("weight", 0)) for one in strategy or [])
    return sorted(items)
