"""Runs the emulator on GATEWAY_PORT and Application Auto Scaling on AUTOSCALING_PORT until SIGTERM."""

import os

from local_cloud import alarms, alias_records, autoscaling, flow_logs, prefix_lists, repetitions, server, services


def main() -> None:
    for part in (alarms, alias_records, flow_logs, prefix_lists, services):
        part.install()
    host = os.environ.get("BIND_HOST", "127.0.0.1")
    autoscaling.serve(host, int(os.environ["AUTOSCALING_PORT"]))

    from ministack.app import app

    server.serve(repetitions.answering_once(app), f"{host}:{os.environ['GATEWAY_PORT']}")


if __name__ == "__main__":
    main()
