"""Says why a container did not start in the words of whoever refused it, without those of the HTTP client between."""

import re

from ministack.services import ecs

# https://docker-py.readthedocs.io/en/stable/api.html: an APIError as text
_API_ERROR = re.compile(r'\d{3} (?:Server|Client) Error for \S+: [^(]*\("(.*)"\)', re.DOTALL)


def install() -> None:
    fail = ecs._fail_task_start

    def fail_in_plain_words(task, docker_client, reason):
        fail(task, docker_client, plain(reason))

    ecs._fail_task_start = fail_in_plain_words


def plain(reason: str) -> str:
    return _API_ERROR.sub(lambda found: found[1], reason)
