import json
import threading
from types import SimpleNamespace

import pytest
from ministack.services import ecs
from requests import ConnectionError as RequestsConnectionError

CLUSTER = "shop"
PATIENCE_SECONDS = 10


class Engine:
    """Two containers of an engine as its client shows them, and how often somebody looked."""

    def __init__(self) -> None:
        self.ends = {name: threading.Event() for name in ("web-1", "log-1")}
        self.looked = 0
        self.refusals = 0
        self.api = SimpleNamespace(wait=self._wait)
        self.containers = SimpleNamespace(get=self._get)

    def _wait(self, container_id: str) -> dict:
        if self.refusals > 0:
            self.refusals -= 1
            raise RequestsConnectionError("the engine is not there")
        self.ends[container_id].wait(PATIENCE_SECONDS)
        return {"StatusCode": 3}

    def _get(self, container_id: str):
        self.looked += 1
        status = "exited" if self.ends[container_id].is_set() else "running"
        return SimpleNamespace(status=status, reload=lambda: None, wait=lambda: {"StatusCode": 3})


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def task(engine, monkeypatch) -> dict:
    """A task of an essential container and one that is not, which is watched."""
    monkeypatch.setattr(ecs, "_cleanup_task_resources", lambda *_: None)
    ecs._create_cluster({"clusterName": CLUSTER})
    containers = [{"name": name, "image": "shop@sha256:1", "essential": name == "web"} for name in ("web", "log")]
    ecs._register_task_definition({"family": "web", "containerDefinitions": containers})
    _, _, body = ecs._run_task({"cluster": CLUSTER, "taskDefinition": "web", "launchType": "FARGATE"})
    task = ecs._tasks[json.loads(body)["tasks"][0]["taskArn"]]
    task |= {"lastStatus": "RUNNING", "_docker_ids": ["web-1", "log-1"], "_container_essentials": [True, False]}
    return task


def watch(task: dict, engine: Engine) -> list[threading.Thread]:
    before = set(threading.enumerate())
    ecs._watch_task_lifecycle(task, engine, "000000000000", "us-east-1")
    return [thread for thread in threading.enumerate() if thread not in before]


def join(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive()


def test_nobody_looks_before_a_container_ends(task, engine):
    threads = watch(task, engine)
    assert len(threads) == 2
    assert engine.looked == 0
    engine.ends["web-1"].set()
    engine.ends["log-1"].set()
    join(threads)
    assert engine.looked > 0


def test_the_end_of_an_essential_container_ends_the_task(task, engine):
    threads = watch(task, engine)
    engine.ends["web-1"].set()
    threads[0].join(PATIENCE_SECONDS)
    assert (task["lastStatus"], task["stopCode"]) == ("STOPPED", "EssentialContainerExited")
    assert task["containers"][0]["exitCode"] == 3
    engine.ends["log-1"].set()
    join(threads)


def test_the_end_of_another_container_leaves_the_task(task, engine):
    threads = watch(task, engine)
    engine.ends["log-1"].set()
    threads[1].join(PATIENCE_SECONDS)
    assert task["containers"][1]["lastStatus"] == "STOPPED"
    assert task["lastStatus"] == "RUNNING"
    engine.ends["web-1"].set()
    join(threads)


def test_an_engine_that_does_not_answer_is_no_end(task, engine):
    engine.refusals = 2
    threads = watch(task, engine)
    engine.ends["web-1"].set()
    engine.ends["log-1"].set()
    join(threads)
    assert task["lastStatus"] == "STOPPED"
