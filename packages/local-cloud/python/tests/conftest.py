"""The emulator as these tests see it: in this process, with all that it lacks added to it, and nothing saved."""

import os
from collections.abc import Iterator

import pytest

os.environ.pop("PERSIST_STATE", None)

from ministack.services import ecs

from local_cloud import registry_logins
from local_cloud.__main__ import _PARTS
from local_cloud.access_keys import AccessKeys
from tests.emulated_load_balancer import emulated_account


@pytest.fixture(scope="session", autouse=True)
def parts() -> None:
    for part in _PARTS:
        part.install()
    # A Docker engine that happens to run here would really start their tasks, and end them in its own time.
    ecs._get_docker = lambda: None
    # All these tests ask as `test`, or as somebody of that cloud.
    registry_logins.install(AccessKeys("test"))


@pytest.fixture(autouse=True)
def account() -> Iterator[None]:
    with emulated_account():
        yield
