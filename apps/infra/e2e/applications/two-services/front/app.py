"""Answers every path with its own name, counts visits, and repeats what a WebSocket says."""

import os

from flask import Flask, request, session
from flask_session import Session
from flask_sock import Sock
from redis import Redis
from simple_websocket import Server

app = Flask(__name__)
sock = Sock(app)
app.config.update(SESSION_TYPE="redis", SESSION_REDIS=Redis.from_url(os.environ["SESSIONS_CACHE_URL"]))
Session(app)


@app.get("/health_check")
def alive() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/visits")
def visits() -> dict[str, int]:
    session["visits"] = session.get("visits", 0) + 1
    return {"visits": session["visits"]}


@app.get("/", defaults={"path": ""})
@app.get("/<path:path>")
def page(path: str) -> dict[str, str]:
    return {"service": "front", "path": f"/{path}", "host": request.host}


@sock.route("/echo")
def echo(socket: Server) -> None:
    while True:
        socket.send(f"front heard: {socket.receive()}")
