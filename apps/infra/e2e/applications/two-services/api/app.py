"""Answers with its own name and with hashes of the secrets that it was given."""

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
    return {
        "service": "api",
        "path": path,
        "host": request.host,
        "token": hash_of("API_TOKEN"),
        "signing_key": hash_of("SIGNING_KEY"),
    }


def hash_of(variable: str) -> str:
    return sha256(os.environ[variable].encode()).hexdigest()
