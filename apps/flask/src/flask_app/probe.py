"""Exit code 0 when the container answers its own liveness path. Standard library only: it runs every few seconds."""

import os
import sys
from http.client import HTTPConnection, HTTPException

from contract import HEALTH_CHECK_PATH, PORT  # type: ignore[import-not-found]

_TIMEOUT_SECONDS = 3


def main() -> int:
    """Asks the server on its port."""
    connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", PORT)), timeout=_TIMEOUT_SECONDS)
    try:
        connection.request("GET", HEALTH_CHECK_PATH)
        return 0 if connection.getresponse().status == 200 else 1
    except (OSError, HTTPException) as error:
        print(f"{HEALTH_CHECK_PATH}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
