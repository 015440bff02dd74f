"""Application Auto Scaling, which the emulator lacks: moto's, on a port of its own.

moto looks for the ECS service in its own ECS, where it never is; Terraform's target names a service that it has just
created in the emulator, so the look is skipped. Targets and policies are kept as given; nothing scales by them.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from moto.applicationautoscaling.models import ApplicationAutoscalingBackend
from moto.moto_server.werkzeug_app import MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

from local_cloud import autoscaling_removal, autoscaling_tags
from local_cloud.admission import refusal
from local_cloud.autoscaling_account import AutoscalingAccount

_READING = ("Describe", "List", "Get")


def install() -> None:
    ApplicationAutoscalingBackend._ecs_service_exists_for_target = lambda *_: True
    autoscaling_removal.install()
    autoscaling_tags.install()


class AutoScaling:
    """The service, with what the file holds of it; the file is written at every change."""

    def __init__(self, file: Path) -> None:
        self._account = AutoscalingAccount(file)
        self._account.load()
        # Of moto's services this one alone: others, as Lambda, run code for whoever asks.
        self._moto = create_backend_app("applicationautoscaling")
        # Requests are answered in threads.
        self._one_at_a_time = threading.Lock()

    def serve(self, host: str, port: int, answer: Callable) -> None:
        """Serves in the background. `answer` is the WSGI application, with what stands in front of it."""
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        # werkzeug ends every connection with its answer, so that none is closed while a request comes in on it.
        server = make_server(host, port, answer, threaded=True, request_handler=MotoRequestHandler)
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def drop_ecs_service(self, account: str, region: str, cluster: str, service: str) -> None:
        """For a service that was deleted."""
        with self._one_at_a_time:
            autoscaling_removal.drop_ecs_service(account, region, cluster, service)
            self._account.save()

    def answer(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        """The WSGI application."""
        reason = refusal(*(environ.get(name, "") for name in ("HTTP_HOST", "HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE")))
        if reason is not None:
            start_response("403 Forbidden", [("Content-Type", "text/plain")])
            return [reason.encode()]
        if environ["REQUEST_METHOD"] != "POST":
            # No API call; whoever starts it asks whether it answers.
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"Application Auto Scaling\n"]
        with self._one_at_a_time:
            answer = self._moto(environ, _without_cors(start_response))
            action = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")[2]
            if not action.startswith(_READING):
                self._account.save()
            return answer


def _without_cors(start_response: Callable) -> Callable:
    def start_without(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable:
        kept = [(name, value) for name, value in headers if not name.lower().startswith("access-control-")]
        return start_response(status, kept, *rest)

    return start_without
