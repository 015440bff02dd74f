"""Where `flask run` and `flask --app app` look for the application. The image and the Procfile name it themselves."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "src"))

from flask_app import create_app

__all__ = ["create_app"]
