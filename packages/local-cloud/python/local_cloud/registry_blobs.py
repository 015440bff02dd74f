"""Keeps layers of images as files of their own, written once, and not again in every copy of the registry's state.

A layer never changes: its name is its digest. Hundreds of megabytes in a JSON file would hold up every request while
the account is written down.
"""

import os
from pathlib import Path
from typing import Any

from ministack.services import ecr

_FOLDER = "layers"


def install() -> None:
    get_state, load_persisted_state = ecr.get_state, ecr.load_persisted_state

    def state_without_layers() -> dict[str, Any]:
        return Layers(_folder()).taken_out_of(get_state())

    def load_state_and_layers(data: Any) -> None:
        load_persisted_state(Layers(_folder()).put_into(data) if data else data)

    ecr.get_state = state_without_layers
    ecr.load_persisted_state = load_state_and_layers


def _folder() -> Path:
    return Path(os.environ["STATE_DIR"]) / _FOLDER


class Layers:
    """The files of layers in a folder, which is made when the first one is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def taken_out_of(self, state: dict[str, Any]) -> dict[str, Any]:
        """The state with a number of bytes in place of each layer; files of other layers are removed."""
        kept = set()
        for layers in state["layer_blobs"]._data.values():
            for digest, content in layers.items():
                file = self._file(digest)
                if not file.exists():
                    self._write(file, content)
                kept.add(file.name)
                layers[digest] = len(content)
        self._remove_all_but(kept)
        return state

    def put_into(self, state: dict[str, Any]) -> dict[str, Any]:
        """The state with its layers, but for those whose file is gone."""
        for layers in state["layer_blobs"]._data.values():
            for digest, content in list(layers.items()):
                if isinstance(content, bytes):
                    continue
                file = self._file(digest)
                if file.exists():
                    layers[digest] = file.read_bytes()
                else:
                    del layers[digest]
        return state

    def _file(self, digest: str) -> Path:
        return self._folder / digest.replace(":", "-")

    def _write(self, file: Path, content: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = file.with_name(f"{file.name}.part")
        part.write_bytes(content)
        part.replace(file)

    def _remove_all_but(self, kept: set[str]) -> None:
        if not self._folder.exists():
            return
        for file in self._folder.iterdir():
            if file.name not in kept:
                file.unlink()
