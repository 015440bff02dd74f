"""The emulator as these tests see it: in this process, nothing saved."""

import os

os.environ.pop("PERSIST_STATE", None)
