"""The web process spares itself what reading takes: the engine, the recogniser and OpenCV are another's."""

import subprocess
import sys

import pytest

from tests.site import ROOT

LOADED = """
import sys
from django.urls import get_resolver
import casedesk.wsgi
list(get_resolver().url_patterns)
get_resolver()._populate()
print(*sys.modules)
"""
OF_READING = {"cv2", "onnxruntime", "tesserocr", "pytesseract", "zxingcpp", "intake.reader", "intake.confined"}


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """Start Python anew as the web server does, with every address known, and say which modules it holds."""
    run = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_every_screen_is_there(loaded: set[str]) -> None:
    assert {"casedesk.web.pictures", "casedesk.regions", "casedesk.pipeline", "casedesk.admin"} <= loaded


@pytest.mark.parametrize("module", sorted(OF_READING))
def test_what_reading_takes_is_not(module: str, loaded: set[str]) -> None:
    assert module not in loaded
