"""Application Auto Scaling, which the emulator lacks: moto's, on a port of its own.

moto looks for the ECS service in its own ECS, where it never is; Terraform's target names a service that it has just
created in the emulator, so the look is skipped. Targets and policies are kept as given; nothing scales by them.
"""

import logging

from moto.applicationautoscaling.models import ApplicationAutoscalingBackend
from moto.server import ThreadedMotoServer


def serve(host: str, port: int) -> None:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    ApplicationAutoscalingBackend._ecs_service_exists_for_target = lambda *_: True
    ThreadedMotoServer(ip_address=host, port=port, verbose=False).start()
