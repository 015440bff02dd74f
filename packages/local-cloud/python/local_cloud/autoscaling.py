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
from local_cloud.callers import Called
from local_cloud.error_answers import ErrorAnswer
from local_cloud.model_checks import held_against_model
from local_cloud.request_record import Held, RequestRecord

_READING = ("Describe", "List", "Get")


def install() -> None:
    ApplicationAutoscalingBackend._ecs_service_exists_for_target = lambda *_: True
    autoscaling_removal.install()
    autoscaling_tags.install()


class AutoScaling:
    """The service, with what the file holds of it; the file is written at every change."""

    def __init__(self, file: Path, keys: AccessKeys, record: RequestRecord) -> None:
        self._keys = keys
        self._record = record
        self._account = AutoscalingAccount(file)
        self._account.load()
        # Of moto's services this one alone: others, as Lambda, run code for whoever asks.
        self._moto = create_backend_app("applicationautoscaling")
        # Requests are answered in threads.
        self._one_at_a_time = threading.Lock()

    def serve(self, host: str, port: int) -> None:
        """Serves in the background."""
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        # werkzeug ends every connection with its answer, so that none is closed while a request comes in on it.
        server = make_server(host, port, self.answer, threaded=True, request_handler=MotoRequestHandler)
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
        operation = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")[2]
        held, error = self._held_against_model(environ)
        if error is None:
            answer, status = self._done(operation, environ, start_response)
        else:
            start_response(f"{error.status} Bad Request", list(error.headers.items()))
            answer, status = [error.body], error.status
        self._record.note(held, access_key, lambda: [Called(f"application-autoscaling:{operation}", "*")], status)
        return answer

    def _done(self, operation: str, environ: dict[str, Any], start_response: Callable) -> tuple[Iterable[bytes], int]:
        """The answer, and its status."""
        statuses: list[int] = []

        def start_and_tell(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable:
            statuses.append(int(status.split(" ")[0]))
            return start_response(status, _without_cors(headers), *rest)

        with self._one_at_a_time:
            answer = self._moto(environ, start_and_tell)
            if not operation.startswith(_READING):
                self._account.save()
        return answer, statuses[-1]

    def _held_against_model(self, environ: dict[str, Any]) -> tuple[Held | None, ErrorAnswer | None]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        names = {"authorization": "HTTP_AUTHORIZATION", "x-amz-target": "HTTP_X_AMZ_TARGET"}
        headers = {name: environ.get(key, "") for name, key in names.items()}
        headers["content-type"] = environ.get("CONTENT_TYPE", "")
        head = Head("POST", "/", environ.get("QUERY_STRING", ""), headers)
        asked = asked_for(head, body)
        return held_against_model(asked, head, body) if asked else (None, None)


def _without_cors(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if not name.lower().startswith("access-control-")]
