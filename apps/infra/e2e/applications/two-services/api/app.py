"""Answers with its own name and with a hash of the secret that it was given."""

import os
from hashlib import sha256

from flask import Flask, request

app = Flask(__name__)


@app.get("/health_check")
def alive() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/api/", defaults={"path": ""})
@app.get("/api/<path:path>")
def answer(path: str) -> dict[str, str]:
    token = os.environ["API_TOKEN"]
    return {"service": "api", "path": path, "host": request.host, "token": sha256(token.encode()).hexdigest()}
