"""Brings what the shop keeps into the form that a release wants, before that release answers."""

import json
import time

from shop import release


def main() -> None:
    print(json.dumps({"event": "migrated", "release": release.NUMBER, "time": time.time()}), flush=True)


if __name__ == "__main__":
    main()
