"""Says by the clock how things are."""

import json
import time

from shop import release


def main() -> None:
    print(json.dumps({"event": "reported", "release": release.NUMBER, "time": time.time()}), flush=True)


if __name__ == "__main__":
    main()
