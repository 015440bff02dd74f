"""gunicorn, set by the environment. Works in the image and from the sources alike."""

import os
import sys
from pathlib import Path

_HERE = Path(__file__).parent
sys.path.insert(0, str(_HERE / "src"))

from flask_app.contract import PORT, Variables  # noqa: E402
from flask_app.settings import Settings, SettingsError, whole_number  # noqa: E402


def _number(name: str, default: int, *, most: int, least: int = 1) -> int:
    try:
        return whole_number(os.environ, name, default=default, least=least, most=most)
    except SettingsError as error:
        sys.exit(str(error))


try:
    # Read here too: what ends a worker makes gunicorn start the next one, for ever; what ends the master ends the task.
    _settings = Settings.from_environment()
except SettingsError as error:
    sys.exit(str(error))

chdir = str(_HERE)
pythonpath = str(_HERE / "src")
bind = f"{os.environ.get(Variables.BIND_ADDRESS, '0.0.0.0')}:{_number(Variables.PORT, PORT, most=65535)}"  # noqa: S104

workers = _number(Variables.WORKERS, 1, most=64)
threads = _number(Variables.THREADS, 8, most=1000)
worker_class = "gthread"
# Every worker opens its own connections to AWS: a fork must not share them.
preload_app = False

# Longer than the load balancer keeps idle connections: whoever closes first must be the load balancer, or a request in
# flight is answered with a 502.
keepalive = _number(Variables.KEEP_ALIVE_SECONDS, 65, most=4100)
# SIGTERM lets requests in flight finish for this long; ECS kills after its stop timeout, which is longer.
graceful_timeout = _number(Variables.GRACEFUL_TIMEOUT_SECONDS, 25, least=0, most=120)

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
    "root": {"level": _settings.log_level, "handlers": ["stdout"]},
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": ["stdout"], "propagate": False}},
}
