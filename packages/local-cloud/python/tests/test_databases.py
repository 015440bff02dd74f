import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingUnixStreamServer
from typing import Any

import pytest
from ministack.services import rds, secretsmanager

DATABASE = {
    "DBInstanceIdentifier": "shop-orders",
    "DBInstanceClass": "db.t4g.micro",
    "Engine": "postgres",
    "EngineVersion": "17",
    "MasterUsername": "postgres",
    "DBName": "app",
    "ManageMasterUserPassword": "true",
    "AllocatedStorage": "20",
}
CLUSTER = {
    "DBClusterIdentifier": "shop-bills",
    "Engine": "aurora-postgresql",
    "MasterUsername": "postgres",
    "DatabaseName": "app",
    "ManageMasterUserPassword": "true",
}


class Supervisor:
    """Answers as the supervisor does, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Any]] = []
        self.refusal: str | None = None


@pytest.fixture
def supervisor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Supervisor]:
    known = Supervisor()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            content = json.loads(self.rfile.read(int(self.headers["content-length"] or 0)) or "null")
            known.asked.append((self.command, self.path, content))
            answer = {"message": known.refusal} if known.refusal else {"host": "127.0.0.1", "port": 23456}
            self.send_response(500 if known.refusal else 200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        do_PUT = do_DELETE = answer

        def log_message(self, *_: object) -> None:
            pass

        def address_string(self) -> str:
            return ""

    path = str(tmp_path / "databases.sock")
    monkeypatch.setenv("DATA_SERVERS_SOCKET", path)
    with ThreadingUnixStreamServer(path, Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield known
        server.shutdown()
    rds.reset()


def _ask(action: str, **parameters: str) -> tuple[int, str]:
    status, _, body = rds._ACTION_MAP[action](parameters)
    return status, body.decode() if isinstance(body, bytes) else body


def _secret_of(arn: str) -> dict[str, str]:
    _, secret = secretsmanager._resolve(arn)
    (version,) = secret["Versions"].values()
    return json.loads(version["SecretString"])


def test_an_instance_is_where_its_server_is(supervisor: Supervisor) -> None:
    status, body = _ask("CreateDBInstance", **DATABASE)
    assert status == 200
    assert "<Address>127.0.0.1</Address>" in body
    assert "<Port>23456</Port>" in body
    ((method, path, owner),) = supervisor.asked
    assert (method, path) == ("PUT", "/databases/000000000000-us-east-1-shop-orders")
    assert (owner["user"], owner["database"]) == ("postgres", "app")


def test_the_password_is_in_a_secret_and_nowhere_else(supervisor: Supervisor) -> None:
    _, body = _ask("CreateDBInstance", **DATABASE)
    password = supervisor.asked[0][2]["password"]
    arn = rds._instances["shop-orders"]["MasterUserSecret"]["SecretArn"]
    assert ":secret:rds!db-" in arn
    assert f"<SecretArn>{arn}</SecretArn>" in body
    assert _secret_of(arn) == {"username": "postgres", "password": password}
    assert password not in body


def test_a_deleted_instance_takes_server_and_secret_with_it(supervisor: Supervisor) -> None:
    _ask("CreateDBInstance", **DATABASE)
    arn = rds._instances["shop-orders"]["MasterUserSecret"]["SecretArn"]
    _ask("DeleteDBInstance", DBInstanceIdentifier="shop-orders", SkipFinalSnapshot="true")
    assert [method for method, *_ in supervisor.asked] == ["PUT", "DELETE"]
    assert secretsmanager._resolve(arn)[1] is None


def test_a_protected_instance_keeps_its_server(supervisor: Supervisor) -> None:
    _ask("CreateDBInstance", **DATABASE, DeletionProtection="true")
    status, _ = _ask("DeleteDBInstance", DBInstanceIdentifier="shop-orders", SkipFinalSnapshot="true")
    assert status == 400
    assert [method for method, *_ in supervisor.asked] == ["PUT"]


def test_what_speaks_against_a_server_is_told_by_rds(supervisor: Supervisor) -> None:
    supervisor.refusal = "there is no Postgres for sunos on sparc"
    status, body = _ask("CreateDBInstance", **DATABASE)
    assert status == 400
    assert "there is no Postgres for sunos on sparc" in body
    assert "shop-orders" not in rds._instances


def test_aurora_and_its_instances_are_where_their_server_is(supervisor: Supervisor) -> None:
    _, body = _ask("CreateDBCluster", **CLUSTER)
    assert "<Endpoint>127.0.0.1</Endpoint>" in body
    assert "<Port>23456</Port>" in body
    cluster = rds._clusters["shop-bills"]
    assert _secret_of(cluster["MasterUserSecret"]["SecretArn"])["password"] == supervisor.asked[0][2]["password"]
    _, body = _ask(
        "CreateDBInstance",
        DBInstanceIdentifier="shop-bills-1",
        DBClusterIdentifier="shop-bills",
        Engine="aurora-postgresql",
        DBInstanceClass="db.serverless",
    )
    assert "<Port>23456</Port>" in body
    assert (cluster["Endpoint"], cluster["ReaderEndpoint"], cluster["Port"]) == ("127.0.0.1", "127.0.0.1", 23456)
    assert [method for method, *_ in supervisor.asked] == ["PUT"]
    _ask("DeleteDBInstance", DBInstanceIdentifier="shop-bills-1", SkipFinalSnapshot="true")
    _ask("DeleteDBCluster", DBClusterIdentifier="shop-bills", SkipFinalSnapshot="true")
    assert [method for method, *_ in supervisor.asked] == ["PUT", "DELETE"]
