"""Puts a real server behind each emulated cache; the supervisor runs it.

The emulator would start a container of an image that it pulls, and forgets the passwords of users.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from xml.sax.saxutils import escape

from ministack.services import elasticache

from local_cloud.data_servers import NoServer, ask

_DEFAULT_PORT = 6379
_HASHES = "_password_hashes"
_PORT = "_port"


def install() -> None:
    elasticache._spawn_redis_container = _sparing_groups(elasticache._spawn_redis_container)
    # The supervisor starts the servers of an account that is started again.
    elasticache._ensure_live_containers = lambda: None
    elasticache._user_xml = _escaping(elasticache._user_xml)
    elasticache._create_user = _keeping_passwords(elasticache._create_user)
    elasticache._create_replication_group = _served(elasticache._create_replication_group)
    elasticache._delete_replication_group = _followed(elasticache._delete_replication_group, _end)
    for name in ("_modify_replication_group", "_modify_user_group"):
        setattr(elasticache, name, _followed(getattr(elasticache, name), _serve_all))
    elasticache._modify_user = _followed(_keeping_passwords(elasticache._modify_user), _serve_all)


def _escaping(render: Callable) -> Callable:
    """`on ~* &* +@all` broke the answer."""
    return lambda user: render({**user, "AccessString": escape(user["AccessString"])})


def _sparing_groups(spawn: Callable) -> Callable:
    @wraps(spawn)
    def spawned(name, *args, **settings):
        if name.startswith("ministack-elasticache-rg-"):
            return "127.0.0.1", _DEFAULT_PORT, None
        return spawn(name, *args, **settings)

    return spawned


def _keeping_passwords(change: Callable) -> Callable:
    """Hashes are what the server asks for; the passwords themselves are kept by nobody."""

    @wraps(change)
    def changed(params):
        answer = change(params)
        user = elasticache._users.get(elasticache._p(params, "UserId"))
        passwords = [
            *elasticache._extract_configs(params, "Passwords", ("member",)),
            *elasticache._extract_configs(params, "AuthenticationMode.Passwords", ("member",)),
        ]
        if answer[0] == HTTPStatus.OK and user is not None and passwords:
            user[_HASHES] = [hashlib.sha256(password.encode()).hexdigest() for password in passwords]
            user["Authentication"] = {"Type": "password", "PasswordCount": len(passwords)}
        return answer

    return changed


def _served(create: Callable) -> Callable:
    @wraps(create)
    def created(params):
        answer = create(params)
        if answer[0] != HTTPStatus.OK:
            return answer
        identifier = elasticache._p(params, "ReplicationGroupId")
        group = elasticache._replication_groups[identifier]
        group[_PORT] = int(elasticache._p(params, "Port") or _DEFAULT_PORT)
        try:
            _serve(group)
        except NoServer as refusal:
            elasticache._delete_replication_group({"ReplicationGroupId": identifier})
            return elasticache._error("InvalidParameterValue", str(refusal), HTTPStatus.BAD_REQUEST)
        return answer

    return created


def _followed(change: Callable, act: Callable[[dict[str, Any]], None]) -> Callable:
    """Acts on what was asked, once the emulator has done it."""

    @wraps(change)
    def changed(params):
        answer = change(params)
        if answer[0] == HTTPStatus.OK:
            act(params)
        return answer

    return changed


def _end(params: dict[str, Any]) -> None:
    ask("DELETE", "caches", elasticache._p(params, "ReplicationGroupId"))


def _serve_all(_params: dict[str, Any]) -> None:
    """A user may be known to several caches. The supervisor leaves alone what did not change."""
    for group in elasticache._replication_groups.values():
        _serve(group)


def _serve(group: dict[str, Any]) -> None:
    place = ask(
        "PUT",
        "caches",
        group["ReplicationGroupId"],
        {"port": group.get(_PORT, _DEFAULT_PORT), "users": _users(group)},
    )
    endpoint = {"Address": place["host"], "Port": place["port"]}
    for node_group in group["NodeGroups"]:
        node_group.update(PrimaryEndpoint=dict(endpoint), ReaderEndpoint=dict(endpoint))
        for member in node_group["NodeGroupMembers"]:
            member["ReadEndpoint"] = dict(endpoint)
            cluster = elasticache._clusters.get(member["CacheClusterId"])
            if cluster is not None:
                elasticache._publish_endpoint(cluster, place["host"], place["port"])


def _users(group: dict[str, Any]) -> list[dict[str, Any]]:
    """Users of the group's user groups, as the server's access control list has them."""
    identifiers = [
        user_id
        for group_id in group.get("UserGroupIds", [])
        for user_id in elasticache._user_groups.get(group_id, {}).get("UserIds", [])
    ]
    known = [elasticache._users[user_id] for user_id in identifiers if user_id in elasticache._users]
    return [
        {"name": user["UserName"], "access": user["AccessString"], "passwordHashes": user.get(_HASHES, [])}
        for user in known
    ]
