import json

import pytest
from ministack.core import persistence
from ministack.core.responses import AccountRegionScopedDict
from ministack.services import ecr

from local_cloud.registry_blobs import Layers

DIGEST = "sha256:" + "1" * 64
CONTENT = b"\x00layer\xff" * 1000


def state(**layers: bytes) -> dict:
    blobs = AccountRegionScopedDict()
    blobs.update({"flask": {f"sha256:{name[1:]}": content for name, content in layers.items()}})
    return {"layer_blobs": blobs, "repositories": {"flask": {}}}


def layers_of(one: dict) -> dict:
    return one["layer_blobs"]["flask"]


@pytest.fixture
def layers(tmp_path) -> Layers:
    return Layers(tmp_path / "layers")


def test_a_layer_is_a_file_and_comes_back(layers, tmp_path):
    written = layers.taken_out_of(state(d11=CONTENT, d22=b"second"))
    assert layers_of(written) == {"sha256:11": len(CONTENT), "sha256:22": 6}
    assert len(json.dumps(written, default=persistence._json_default)) < 500
    assert layers_of(layers.put_into(written)) == {"sha256:11": CONTENT, "sha256:22": b"second"}


def test_a_layer_is_written_once_and_removed_with_its_image(layers, tmp_path):
    layers.taken_out_of(state(d11=CONTENT))
    (file,) = (tmp_path / "layers").iterdir()
    first = file.stat()
    layers.taken_out_of(state(d11=CONTENT))
    assert file.stat().st_mtime_ns == first.st_mtime_ns
    layers.taken_out_of(state())
    assert list((tmp_path / "layers").iterdir()) == []


def test_a_layer_whose_file_is_gone_is_left_out(layers, tmp_path):
    written = layers.taken_out_of(state(d11=CONTENT, d22=b"second"))
    (tmp_path / "layers" / "sha256-11").unlink()
    assert layers_of(layers.put_into(written)) == {"sha256:22": b"second"}


def test_what_earlier_versions_wrote_is_read(layers):
    assert layers_of(layers.put_into(state(d11=CONTENT))) == {"sha256:11": CONTENT}


def test_the_registry_starts_with_what_it_held(monkeypatch, tmp_path):
    monkeypatch.setenv("STATE_DIR", str(tmp_path))
    ecr._layer_blobs["flask"] = {DIGEST: CONTENT}
    held = ecr.get_state()
    assert held["layer_blobs"]["flask"] == {DIGEST: len(CONTENT)}
    assert ecr._layer_blobs["flask"] == {DIGEST: CONTENT}
    ecr.reset()
    ecr.load_persisted_state(held)
    assert ecr._layer_blobs["flask"] == {DIGEST: CONTENT}
