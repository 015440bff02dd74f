"""Who asks an API for something, and which action of IAM on which resource that takes.

What a role must be allowed to do is what was called with its credentials. Which action a call takes follows from the
emulator's tables, which are made for its own IAM, over AWS's API models.
"""

import json
import re
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from ministack.core.iam_actions import extract_iam_action, extract_resource_arn, s3_additional_checks
from ministack.core.responses import get_account_id
from ministack.core.router import detect_service, extract_region
from ministack.services import ecs

from local_cloud.asgi import Application, Message, Receive, Send

# Where a task fetches the credentials of its role.
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
_CREDENTIALS = "/v2/credentials/"
_CREDENTIALS_VARIABLE = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
# The protocol that newer SDKs speak with CloudWatch names the operation in the path.
# https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
_RPC = re.compile(r"^/service/[^/]+/operation/(\w+)$")


class Called(NamedTuple):
    """What one request takes of IAM. `resource` is an ARN, or `*` where none is known."""

    action: str
    resource: str


class Callers:
    """Knows by an access key whose it is."""

    def __init__(self) -> None:
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

    def name(self, key: str) -> str:
        """The ARN of a task's role, or the name in front of the access key of whoever else called, else the key."""
        name, _, own = key.rpartition("-")
        return self._roles_of_keys.get(key, name or own)

    def learning(self, application: Application) -> Application:
        """The application, from whose answers to tasks is seen which keys their roles have."""

        async def answer(scope: dict[str, Any], receive: Receive, send: Send) -> None:
            role = scope["type"] == "http" and self._role_of_container(scope["path"])
            if not role:
                return await application(scope, receive, send)
            body = b""

            async def send_and_keep(message: Message) -> None:
                nonlocal body
                body += message.get("body", b"")
                await send(message)

            await application(scope, receive, send_and_keep)
            self._roles_of_keys[json.loads(body)["AccessKeyId"]] = role
            return None

        return answer

    def _role_of_container(self, path: str) -> str | None:
        return self._roles_of_containers.get(path.removeprefix(_CREDENTIALS)) if path.startswith(_CREDENTIALS) else None


def called(method: str, path: str, headers: dict[str, str], body: bytes, query_string: str) -> list[Called]:
    """What a request takes of IAM; more than one action where it touches several resources."""
    query = parse_qs(query_string, keep_blank_values=True)
    try:
        return [Called(*each) for each in _authorized(method, path, headers, body, query)]
    except Exception:
        # The caller has its answer. What cannot be read is no right of any role, so that a comparison shows it.
        return [Called(f"unreadable:{method} {path}", "*")]


def _authorized(
    method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]]
) -> list[tuple[str, str]]:
    service = detect_service(method, path, headers, query)
    rpc = _RPC.match(path)
    action = f"cloudwatch:{rpc[1]}" if rpc else extract_iam_action(service, method, path, headers, body, query)
    if action is None:
        return []
    region, account = extract_region(headers, query), get_account_id()
    resource = extract_resource_arn(service, method, path, headers, body, query, region, account)
    further = s3_additional_checks(method, path, headers, body, query) if service == "s3" else []
    return [(action, resource or "*"), *further]
