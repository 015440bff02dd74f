"""Writes down every API call: who made it, and which action of IAM on which resource it takes.

What a role must be allowed to do is what was called with its credentials. Which action a call takes follows from the
emulator's tables, which are made for its own IAM, over AWS's API models.
"""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from ministack.core.iam_actions import extract_iam_action, extract_resource_arn, s3_additional_checks
from ministack.core.responses import get_account_id
from ministack.core.router import detect_service, extract_access_key_id, extract_region
from ministack.services import ecs

from local_cloud.asgi import Application, Message, Receive, Send

# Where a task fetches the credentials of its role.
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
_CREDENTIALS = "/v2/credentials/"
_CREDENTIALS_VARIABLE = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
# The protocol that newer SDKs speak with CloudWatch names the operation in the path.
# https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
_RPC = re.compile(r"^/service/[^/]+/operation/(\w+)$")
# Calls that name an action or a resource in their body are far smaller; objects and layers are not.
_LARGEST_CALL = 1024 * 1024


class ApiCalls:
    """The calls that were made, each once, as lines of JSON in a file: `caller`, `action`, `resource`, `refused`.

    `caller` is the ARN of a task's role, or the name in front of the access key of whoever else called, else the key.
    `resource` is an ARN, or `*` where none is known.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._noted: set[str] = set()
        self._roles_of_containers: dict[str, str] = {}
        self._roles_of_keys: dict[str, str] = {}

    def install(self) -> None:
        """Remembers whose credentials the emulated ECS gives a container."""
        register = ecs._register_metadata

        def register_with_role(task_arn, cluster_arn, td, cdef, launch_type, env, *rest):
            registered = register(task_arn, cluster_arn, td, cdef, launch_type, env, *rest)
            container = env[_CREDENTIALS_VARIABLE].rpartition("/")[2]
            self._roles_of_containers[container] = td.get("taskRoleArn", "")
            return registered

        ecs._register_metadata = register_with_role

    def of(self, application: Application) -> Application:
        """The application, its calls written down."""

        async def answer(scope: dict[str, Any], receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                return await application(scope, receive, send)
            request, answered = _Transfer(), _Transfer()
            await application(scope, request.receiving(receive), answered.sending(send))
            if scope["path"].startswith(_CREDENTIALS):
                self._remember_credentials(scope["path"], answered.body)
            else:
                self._note_request(scope, request.body, answered.status)
            return None

        return answer

    def of_autoscaling(self, application: Callable) -> Callable:
        """The WSGI application of Application Auto Scaling, its calls written down."""

        def answer(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
            statuses: list[int] = []

            def start_and_tell(status: str, *rest: Any) -> Callable:
                statuses.append(int(status.split(" ")[0]))
                return start_response(status, *rest)

            answered = application(environ, start_and_tell)
            operation = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")[2]
            if operation:
                key = extract_access_key_id({"authorization": environ.get("HTTP_AUTHORIZATION", "")})
                self._note(key, f"application-autoscaling:{operation}", "*", statuses[-1])
            return answered

        return answer

    def _remember_credentials(self, path: str, body: bytes) -> None:
        role = self._roles_of_containers.get(path.removeprefix(_CREDENTIALS))
        if role:
            self._roles_of_keys[json.loads(body)["AccessKeyId"]] = role

    def _note_request(self, scope: dict[str, Any], body: bytes, status: int) -> None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        query = parse_qs(scope["query_string"].decode(), keep_blank_values=True)
        key = extract_access_key_id(headers, query)
        # What is served without credentials is no call of the API: pages, metadata, the registry's own protocol.
        if not key:
            return
        try:
            calls = _authorized(scope["method"], scope["path"], headers, body, query)
        except Exception:
            # The caller has its answer. What cannot be read is no right of any role, so that a comparison shows it.
            calls = [(f"unreadable:{scope['method']} {scope['path']}", "*")]
        for action, resource in calls:
            self._note(key, action, resource, status)

    def _note(self, key: str, action: str, resource: str, status: int) -> None:
        name, _, own = key.rpartition("-")
        caller = self._roles_of_keys.get(key, name or own)
        call = {"caller": caller, "action": action, "resource": resource, "refused": status >= 400}
        line = json.dumps(call)
        if line in self._noted:
            return
        self._noted.add(line)
        with self._file.open("a") as file:
            file.write(f"{line}\n")


def _authorized(
    method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]]
) -> list[tuple[str, str]]:
    """The actions that a call takes, each with its resource."""
    service = detect_service(method, path, headers, query)
    called = _RPC.match(path)
    action = f"cloudwatch:{called[1]}" if called else extract_iam_action(service, method, path, headers, body, query)
    if action is None:
        return []
    region, account = extract_region(headers, query), get_account_id()
    resource = extract_resource_arn(service, method, path, headers, body, query, region, account)
    further = s3_additional_checks(method, path, headers, body, query) if service == "s3" else []
    return [(action, resource or "*"), *further]


class _Transfer:
    """What goes by in one direction, and is kept where it is small."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._size = 0
        self.status = 500

    @property
    def body(self) -> bytes:
        return b"".join(self._chunks) if self._size <= _LARGEST_CALL else b""

    def receiving(self, receive: Receive) -> Receive:
        async def receive_and_keep() -> Message:
            message = await receive()
            self._keep(message)
            return message

        return receive_and_keep

    def sending(self, send: Send) -> Send:
        async def send_and_keep(message: Message) -> None:
            self.status = message.get("status", self.status)
            self._keep(message)
            await send(message)

        return send_and_keep

    def _keep(self, message: Message) -> None:
        chunk = message.get("body", b"")
        self._size += len(chunk)
        if self._size <= _LARGEST_CALL:
            self._chunks.append(chunk)
