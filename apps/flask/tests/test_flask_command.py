import os
import subprocess
import sys
from pathlib import Path

import pytest

from real_server import APP


@pytest.mark.parametrize("arguments", [[], ["--app", "app"], ["--app", "src/flask_app"]])
def test_the_flask_command_finds_the_application_from_its_folder(aws: dict[str, str], arguments: list[str]) -> None:
    answer = subprocess.run(
        [Path(sys.executable).with_name("flask"), *arguments, "routes"],
        cwd=APP,
        env={**os.environ, **aws, "NOTES_TABLE_NAME": "notes"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    assert "notes.create_note" in answer.stdout
