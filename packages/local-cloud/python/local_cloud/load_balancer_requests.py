"""Gives a load balancer every request for its name, also those whose path the emulator takes for one of its own.

The emulator would answer `/health`, `/logout` or `/v2/` in the application's place.
"""

from ministack import app

from local_cloud.alias_records import load_balancer_of


def install() -> None:
    answer_early, answer_by_body = app._handle_pre_body_request, app._handle_post_body_shortcuts
    answer_specially = app._handle_special_data_plane_request

    async def early(method, path, headers, query, request_id):
        if load_balancer_of(headers.get("host", "")):
            return None
        return await answer_early(method, path, headers, query, request_id)

    async def by_body(method, path, headers, body, query, request_id):
        if load_balancer_of(headers.get("host", "")):
            return None
        return await answer_by_body(method, path, headers, body, query, request_id)

    async def specially(method, path, headers, body, query, request_id, raw_path=None, raw_query_string="", **client):
        host = headers.get("host", "")
        if load_balancer_of(host):
            return await app._handle_alb_request(
                host, path, method, headers, body, query, raw_query_string=raw_query_string, raw_path=raw_path
            )
        return await answer_specially(
            method, path, headers, body, query, request_id, raw_path, raw_query_string, **client
        )

    app._handle_pre_body_request = early
    app._handle_post_body_shortcuts = by_body
    app._handle_special_data_plane_request = specially
