import hashlib
import json
import os
import socketserver
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from ministack.services import elasticache
from ministack.services.cloudformation import provisioners

GROUP = {
    "ReplicationGroupId": "sessions",
    "Engine": "valkey",
    "EngineVersion": "8.2",
    "NumCacheClusters": "2",
    "TransitEncryptionEnabled": "true",
    "UserGroupIds.member.1": "sessions",
}
PASSWORD = "sixteen letters or more"  # noqa: S105


class Supervisor(socketserver.ThreadingUnixStreamServer):
    """Answers like the one that runs the servers, and keeps what it was asked for."""

    def __init__(self, path: Path):
        super().__init__(str(path), Handler)
        self.asked: list[tuple[str, str, dict | None]] = []
        self.refusal = ""


class Handler(BaseHTTPRequestHandler):
    server: Supervisor

    def do_PUT(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.command, self.path, body))
        answer = (
            {"message": self.server.refusal} if self.server.refusal else {"host": "127.0.0.7", "port": body["port"]}
        )
        self.answer(409 if self.server.refusal else 200, answer)

    def do_DELETE(self):
        self.server.asked.append((self.command, self.path, None))
        self.answer(200, {})

    def answer(self, status: int, answer: dict):
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def address_string(self):
        return "emulator"

    def log_message(self, *_):
        pass


@pytest.fixture
def supervisor(tmp_path, monkeypatch):
    server = Supervisor(tmp_path / "data.sock")
    monkeypatch.setitem(os.environ, "DATA_SERVERS_SOCKET", str(tmp_path / "data.sock"))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
    elasticache.reset()


def do(action: str, **parameters: str) -> str:
    status, _, body = getattr(elasticache, f"_{action}")({name: [value] for name, value in parameters.items()})
    assert status == 200, body
    return body.decode()


def with_user(**more: str) -> None:
    authentication = {"AuthenticationMode.Type": "password", "AuthenticationMode.Passwords.member.1": PASSWORD}
    do("create_user", UserId="sessions", UserName="default", AccessString="on ~* &* +@all", **authentication, **more)
    do("create_user_group", UserGroupId="sessions", Engine="valkey", **{"UserIds.member.1": "sessions"})


def described(password: str) -> list[dict]:
    hashes = [hashlib.sha256(password.encode()).hexdigest()]
    return [{"name": "default", "access": "on ~* &* +@all", "passwordHashes": hashes}]


def test_a_replication_group_has_a_server_which_knows_its_users_by_hashes(supervisor):
    with_user()
    do("create_replication_group", **GROUP, Port="6380")
    assert supervisor.asked == [("PUT", "/caches/sessions", {"port": 6380, "users": described(PASSWORD)})]
    assert PASSWORD not in json.dumps(elasticache._users.get("sessions"))


def test_its_endpoints_are_where_the_server_is(supervisor):
    with_user()
    do("create_replication_group", **GROUP)
    answer = do("describe_replication_groups", ReplicationGroupId="sessions")
    assert answer.count("<Address>127.0.0.7</Address><Port>6379</Port>") == 4
    assert "<Address>127.0.0.1</Address>" not in answer
    assert "127.0.0.7" in do("describe_cache_clusters", CacheClusterId="sessions-0001-001")


def test_a_user_with_a_password_is_described_as_one(supervisor):
    with_user()
    assert "<Type>password</Type><PasswordCount>1</PasswordCount>" in do("describe_users", UserId="sessions")


def test_a_user_for_all_channels_is_described_in_well_formed_xml(supervisor):
    with_user()
    assert "<AccessString>on ~* &amp;* +@all</AccessString>" in do("describe_users")


def test_another_password_reaches_the_server(supervisor):
    with_user()
    do("create_replication_group", **GROUP)
    do("modify_user", UserId="sessions", **{"AuthenticationMode.Passwords.member.1": "another password of hers"})
    assert supervisor.asked[-1][2]["users"] == described("another password of hers")


def test_the_server_ends_with_its_group(supervisor):
    with_user()
    do("create_replication_group", **GROUP)
    do("delete_replication_group", ReplicationGroupId="sessions")
    assert supervisor.asked[-1] == ("DELETE", "/caches/sessions", None)


def test_no_group_is_left_of_one_whose_server_does_not_start(supervisor):
    supervisor.refusal = "port 6379 of 172.17.0.1 cannot be had"
    with_user()
    parameters = {name: [value] for name, value in GROUP.items()}
    status, _, body = elasticache._create_replication_group(parameters)
    assert status == 400
    assert b"<Code>InvalidParameterValue</Code><Message>port 6379 of 172.17.0.1 cannot be had</Message>" in body
    assert "sessions" not in elasticache._replication_groups


def test_cloudformation_makes_users_of_caches_and_nothing_else():
    assert list(provisioners._RESOURCE_HANDLERS) == ["AWS::ElastiCache::User"]
