"""Refuses ECS Exec in a task that was not started for it, or whose root file system keeps its agent from running.

The agent writes files into the container, and ends where it may not:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html,
https://github.com/aws/containers-roadmap/issues/1359 (which names the folders that let it run).
The message: https://github.com/fabfuel/ecs-deploy/issues/193
"""

from pathlib import PurePosixPath
from typing import Any

from ministack.core.responses import error_response_json
from ministack.services import ecs

_MESSAGE = (
    "The execute command failed because execute command was not enabled when the task was run or the execute command "
    "agent isn\u2019t running. Wait and try again or run a new task with execute command enabled and try again."
)
_BAD_REQUEST = 400
_WRITTEN_BY_AGENT = ("/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm")


def install() -> None:
    execute = ecs._ACTION_MAP["ExecuteCommand"]

    def execute_command(data):
        cluster = ecs._resolve_cluster_name(data.get("cluster", "default"))
        task = ecs._resolve_task(data.get("task", ""), cluster)
        if task and not (task.get("enableExecuteCommand") and _agent_runs(task, data.get("container"))):
            return error_response_json("InvalidParameterException", _MESSAGE, _BAD_REQUEST)
        return execute(data)

    ecs._ACTION_MAP["ExecuteCommand"] = execute_command


def _agent_runs(task: dict[str, Any], container: str | None) -> bool:
    """`container` may be left out where there is one alone."""
    key = ecs._resolve_td_key(task["taskDefinitionArn"])
    definitions = ecs._task_defs.get(key, {}).get("containerDefinitions", [])
    asked = (one for one in definitions if container in (None, "", one["name"]))
    return all(_may_write(one, folder) for one in asked for folder in _WRITTEN_BY_AGENT)


def _may_write(definition: dict[str, Any], folder: str) -> bool:
    if not definition.get("readonlyRootFilesystem"):
        return True
    writable = (one["containerPath"] for one in definition.get("mountPoints", []) if not one.get("readOnly"))
    return any(PurePosixPath(folder).is_relative_to(path) for path in writable)
