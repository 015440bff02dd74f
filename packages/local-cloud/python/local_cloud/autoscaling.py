"""Application Auto Scaling, which the emulator lacks: moto's, on a port of its own.

moto looks for the ECS service in its own ECS, where it never is; Terraform's target names a service that it has just
created in the emulator, so the look is skipped. Targets and policies are kept as given; nothing scales by them.
"""

import io
import logging
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from moto.applicationautoscaling.models import ApplicationAutoscalingBackend
from moto.moto_server.werkzeug_app import MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

from local_cloud import autoscaling_removal, autoscaling_tags
from local_cloud.access_keys import AccessKeys, access_key_of
from local_cloud.admission import refusal, unknown_sender
from local_cloud.api_models import Head, asked_for
from local_cloud.autoscaling_account import AutoscalingAccount
from local_cloud.error_answers import ErrorAnswer
from local_cloud.model_checks import Journal, refused

_READING = ("Describe", "List", "Get")


def install() -> None:
    ApplicationAutoscalingBackend._ecs_service_exists_for_target = lambda *_: True
    autoscaling_removal.install()
    autoscaling_tags.install()


class AutoScaling:
    """The service, with what the file holds of it; the file is written at every change."""

    def __init__(self, file: Path, keys: AccessKeys, journal: Journal) -> None:
        self._keys = keys
        self._journal = journal
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
        access_key = access_key_of(environ.get("HTTP_AUTHORIZATION", ""), environ.get("QUERY_STRING", ""))
        if access_key is None or not self._keys.knows(access_key):
            content_type, text = unknown_sender(environ.get("HTTP_X_AMZ_TARGET", ""), environ.get("CONTENT_TYPE", ""))
            start_response("403 Forbidden", [("Content-Type", content_type)])
            return [text.encode()]
        if environ["REQUEST_METHOD"] != "POST":
            # No API call; whoever starts it asks whether it answers.
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"Application Auto Scaling\n"]
        error = self._refusal(environ)
        if error is not None:
            start_response(f"{error.status} Bad Request", list(error.headers.items()))
            return [error.body]
        with self._one_at_a_time:
            answer = self._moto(environ, _without_cors(start_response))
            action = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")[2]
            if not action.startswith(_READING):
                self._account.save()
            return answer

    def _refusal(self, environ: dict[str, Any]) -> ErrorAnswer | None:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        names = {"authorization": "HTTP_AUTHORIZATION", "x-amz-target": "HTTP_X_AMZ_TARGET"}
        headers = {name: environ.get(key, "") for name, key in names.items()}
        headers["content-type"] = environ.get("CONTENT_TYPE", "")
        head = Head("POST", "/", environ.get("QUERY_STRING", ""), headers)
        asked = asked_for(head, body)
        return refused(asked, head, body, self._journal) if asked else None


def _without_cors(start_response: Callable) -> Callable:
    def start_without(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable:
        kept = [(name, value) for name, value in headers if not name.lower().startswith("access-control-")]
        return start_response(status, kept, *rest)

    return start_without
