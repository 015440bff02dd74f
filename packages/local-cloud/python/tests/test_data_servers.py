import json
import threading
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingUnixStreamServer

import pytest

from local_cloud import data_servers


@pytest.fixture
def answering(tmp_path, monkeypatch):
    """Makes the supervisor answer with a status and a text; returns what it was asked."""
    servers = []

    def begin(status, text):
        asked = []

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers["content-length"] or 0))
                asked.append((self.command, self.path, json.loads(body or "null")))
                self.send_response(status)
                self.end_headers()
                self.wfile.write(text.encode())

            do_PUT = do_DELETE = answer

            def address_string(self):
                return "emulator"

            def log_message(self, *_):
                pass

        path = str(tmp_path / "data.sock")
        monkeypatch.setenv("DATA_SERVERS_SOCKET", path)
        server = ThreadingUnixStreamServer(path, Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return asked

    yield begin
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_server_is_asked_for_by_its_kind_and_name(answering):
    asked = answering(200, '{"host": "127.0.0.1", "port": 1}')
    assert data_servers.ask("PUT", "caches", "sessions", {"port": 1}) == {"host": "127.0.0.1", "port": 1}
    data_servers.ask("DELETE", "caches", "sessions")
    assert asked == [("PUT", "/caches/sessions", {"port": 1}), ("DELETE", "/caches/sessions", None)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [('{"message": "port 1 is in use"}', "^port 1 is in use$"), ("", "^the supervisor answered with 409$")],
)
def test_what_speaks_against_a_server_is_told(answering, text, reason):
    answering(409, text)
    with pytest.raises(data_servers.NoServer, match=reason):
        data_servers.ask("PUT", "databases", "orders", {})


def test_a_supervisor_that_is_gone_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_SERVERS_SOCKET", str(tmp_path / "gone.sock"))
    with pytest.raises(data_servers.NoServer, match=r"^the supervisor of the local cloud does not answer: "):
        data_servers.ask("PUT", "databases", "orders", {})
