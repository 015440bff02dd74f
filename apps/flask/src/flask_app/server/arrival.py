"""When the request that this thread works on was there, by `time.perf_counter`; None where another server runs."""

from contextvars import ContextVar

arrival: ContextVar[float | None] = ContextVar("arrival", default=None)
