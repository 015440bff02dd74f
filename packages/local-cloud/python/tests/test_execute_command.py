import json

import pytest
from ministack.services import ecs

MESSAGE = (
    "The execute command failed because execute command was not enabled when the task was run or the execute command "
    "agent isn\u2019t running. Wait and try again or run a new task with execute command enabled and try again."
)
FOLDERS = ["/managed-agents", "/var/lib/amazon", "/var/log/amazon/ssm"]


def ask(action, **parameters):
    status, _, body = ecs._ACTION_MAP[action](parameters)
    return status, json.loads(body)


def execute(container, *, enabled=True):
    """Runs a task with this container and asks for a shell in it."""
    ask("CreateCluster", clusterName="main")
    definition = {"name": "web", "image": "web", "essential": True, **container}
    ask("RegisterTaskDefinition", family="web", containerDefinitions=[definition])
    _, ran = ask("RunTask", cluster="main", taskDefinition="web", enableExecuteCommand=enabled)
    task = ran["tasks"][0]["taskArn"]
    return ask("ExecuteCommand", cluster="main", task=task, command="/bin/sh", interactive=True)


def mounts(*paths, read_only=False):
    return [{"sourceVolume": f"v{n}", "containerPath": path, "readOnly": read_only} for n, path in enumerate(paths)]


def test_a_task_that_was_started_for_it_is_entered():
    status, answer = execute({})
    assert (status, answer["containerName"]) == (200, "web")


@pytest.mark.parametrize(
    ("container", "enabled"),
    [
        ({}, False),
        ({"readonlyRootFilesystem": True}, True),
        ({"readonlyRootFilesystem": True, "mountPoints": mounts(*FOLDERS[:2])}, True),
        ({"readonlyRootFilesystem": True, "mountPoints": mounts(*FOLDERS, read_only=True)}, True),
    ],
)
def test_a_task_without_its_agent_is_not(container, enabled):
    status, answer = execute(container, enabled=enabled)
    assert (status, answer["__type"], answer["message"]) == (400, "InvalidParameterException", MESSAGE)


def test_a_read_only_root_with_folders_for_the_agent_is_entered():
    assert execute({"readonlyRootFilesystem": True, "mountPoints": mounts(*FOLDERS)})[0] == 200
