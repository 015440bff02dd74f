"""Application Auto Scaling, which the emulator lacks: moto's, on a port of its own.

moto looks for the ECS service in its own ECS, where it never is; Terraform's target names a service that it has just
created in the emulator, so the look is skipped. moto knows no tags of scalable targets, so they are kept here. Targets
and policies are kept as given; nothing scales by them.
"""

import json
import logging

from moto.applicationautoscaling.models import ApplicationAutoscalingBackend
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.server import ThreadedMotoServer

_tags: dict[str, dict[str, str]] = {}


def serve(host: str, port: int) -> None:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    ApplicationAutoscalingBackend._ecs_service_exists_for_target = lambda *_: True
    _install_tags()
    ThreadedMotoServer(ip_address=host, port=port, verbose=False).start()


def _install_tags() -> None:
    register = ApplicationAutoScalingResponse.register_scalable_target

    def register_scalable_target(self) -> str:
        answer = register(self)
        if given := self._get_param("Tags"):
            _tags.setdefault(json.loads(answer)["ScalableTargetARN"], {}).update(given)
        return answer

    def list_tags_for_resource(self) -> str:
        return json.dumps({"Tags": _tags.get(self._get_param("ResourceARN"), {})})

    def tag_resource(self) -> str:
        _tags.setdefault(self._get_param("ResourceARN"), {}).update(self._get_param("Tags"))
        return "{}"

    def untag_resource(self) -> str:
        for key in self._get_param("TagKeys"):
            _tags.get(self._get_param("ResourceARN"), {}).pop(key, None)
        return "{}"

    for action in (register_scalable_target, list_tags_for_resource, tag_resource, untag_resource):
        setattr(ApplicationAutoScalingResponse, action.__name__, action)
