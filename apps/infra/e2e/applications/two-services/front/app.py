"""Answers every path with its own name, and repeats what a WebSocket says."""

from flask import Flask, request
from flask_sock import Sock
from simple_websocket import Server

app = Flask(__name__)
sock = Sock(app)


@app.get("/health_check")
def alive() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/", defaults={"path": ""})
@app.get("/<path:path>")
def page(path: str) -> dict[str, str]:
    return {"service": "front", "path": f"/{path}", "host": request.host}


@sock.route("/echo")
def echo(socket: Server) -> None:
    while True:
        socket.send(f"front heard: {socket.receive()}")
