"""A CPU for every worker, as nginx's `worker_cpu_affinity auto` has it.

The threads of a worker take turns, for Python has one lock for all of them. Spread over several CPUs they wake each
other across those at every read and write, which costs a fifth of a page and a third of a health check. For machines
that nobody else works on, as a task on Fargate has one: elsewhere all would choose the same CPU.
"""

import os
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gunicorn.workers.base import Worker


def choose(workers: "Iterable[Worker]", worker: "Worker") -> None:
    """The CPU that the fewest of the workers have; called before one more is forked."""
    taken = Counter(getattr(other, "cpu", None) for other in workers)
    worker.cpu = min(sorted(os.sched_getaffinity(0)), key=lambda cpu: taken[cpu])


def keep(worker: "Worker") -> None:
    """Called in the worker's own process, before it starts a thread."""
    os.sched_setaffinity(0, {worker.cpu})
