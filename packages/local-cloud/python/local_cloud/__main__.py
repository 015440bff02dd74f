"""Runs the emulator on GATEWAY_PORT and Application Auto Scaling on AUTOSCALING_PORT until SIGTERM."""

import os

from local_cloud import alarms, alias_records, autoscaling, flow_logs, prefix_lists, services


def main() -> None:
    for part in (alarms, alias_records, flow_logs, prefix_lists, services):
        part.install()
    autoscaling.serve(os.environ.get("BIND_HOST", "127.0.0.1"), int(os.environ["AUTOSCALING_PORT"]))

    from ministack.app import main as serve_emulator

    serve_emulator()


if __name__ == "__main__":
    main()
