"""gunicorn, set by the environment. Works in the image and from the sources alike."""

import os
import sys
from pathlib import Path

_HERE = Path(__file__).parent
sys.path.insert(0, str(_HERE / "src"))

from flask_app.contract import PORT, Variables  # noqa: E402


def _number(name: str, default: int) -> int:
    text = os.environ.get(name, str(default))
    if not text.isdigit():
        sys.exit(f'{name}: "{text}" is no whole number; correct it or unset it for {default}')
    return int(text)


chdir = str(_HERE)
pythonpath = str(_HERE / "src")
bind = f"{os.environ.get(Variables.BIND_ADDRESS, '0.0.0.0')}:{_number(Variables.PORT, PORT)}"  # noqa: S104

workers = _number(Variables.WORKERS, 1)
threads = _number(Variables.THREADS, 8)
worker_class = "gthread"
# Every worker opens its own connections to AWS: a fork must not share them.
preload_app = False

# Longer than the load balancer keeps idle connections: whoever closes first must be the load balancer, or a request in
# flight is answered with a 502.
keepalive = _number(Variables.KEEP_ALIVE_SECONDS, 65)
# SIGTERM lets requests in flight finish for this long; ECS kills after its stop timeout, which is longer.
graceful_timeout = _number(Variables.GRACEFUL_TIMEOUT_SECONDS, 25)

# The heartbeat file must be in memory, and the rest of the file system is read-only.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
# It would be written into the home directory, which the container's user does not have.
control_socket_disable = True

# The application logs every request itself, with its id.
accesslog = None
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "flask_app.json_logs.formatter"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
    "root": {"level": os.environ.get(Variables.LOG_LEVEL, "INFO").upper(), "handlers": ["stdout"]},
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": ["stdout"], "propagate": False}},
}
