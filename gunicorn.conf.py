"""How gunicorn serves Casedesk: all is loaded once, before the workers part: they start sooner and share it."""

import gc
import importlib
from typing import Any

preload_app = True


def when_ready(_server: Any) -> None:
    """Leave what is loaded out of every later search for garbage, so that the workers go on sharing its memory."""
    importlib.import_module("letters.typesetting")  # else each worker loads it for its first preview
    gc.collect()
    gc.freeze()
