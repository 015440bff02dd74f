"""How long and how large what comes in may be."""

import os
from typing import Final

from flask_app.contract import Variables

MAXIMUM_BODY_BYTES: Final = 64 * 1024
"""More is answered with 413. The longest note is 1,000 characters; collected in memory, so it also bounds that."""
REQUEST_SECONDS: Final = 20
"""From the first byte of a request to its last, and for a client to take its answer."""
LINGER_SECONDS: Final = 2
"""For a client to close its side after the last answer of a connection."""


def drain_seconds() -> int:
    """Seconds after SIGTERM in which new requests are still answered; the server's variables say how many."""
    text = os.environ.get(Variables.DRAIN_SECONDS, "0")
    return int(text) if text.isascii() and text.isdigit() else 0
