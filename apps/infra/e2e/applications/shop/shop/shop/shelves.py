"""Fills the shelves before the shop opens: runs beside its web server, and ends before that starts."""

import json
import time


def main() -> None:
    print(json.dumps({"event": "filled", "time": time.time()}), flush=True)


if __name__ == "__main__":
    main()
