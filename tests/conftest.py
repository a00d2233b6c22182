"""What every test has: its own language and data folder, and static files without a manifest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Let the language that a page was asked for in go with its test."""
    with translation.override(translation.get_language()):
        yield


@pytest.fixture(autouse=True)
def own_data(settings: Settings, tmp_path: Path) -> None:
    """Keep sealed papers, scans and caught mail of each test apart."""
    settings.DATA_ROOT = tmp_path
    settings.SEALED_ROOT = tmp_path / "sealed"
    settings.SCAN_FOLDER = tmp_path / "scans"
    settings.MAIL_CATCHER = tmp_path / "mail"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
