"""Keeps whether a service rebalances across zones, which the emulator forgets."""

from ministack.services import ecs

_SETTING = "availabilityZoneRebalancing"


def install() -> None:
    for action in ("CreateService", "UpdateService"):
        ecs._ACTION_MAP[action] = _keeping(ecs._ACTION_MAP[action])


def _keeping(change):
    def changed(data):
        answer = change(data)
        name = data.get("serviceName") or data.get("service", "")
        for service in ecs._services.values():
            if _SETTING in data and service["serviceName"] == name.rpartition("/")[2]:
                service[_SETTING] = data[_SETTING]
        return answer

    return changed
