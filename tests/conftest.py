"""What every test has: its own language and data folder, and static files without a manifest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a second database be asked once by each test, and not once for each of its values."""
    told = "run a test of many values with the first alone, unless it is marked every_value"
    parser.addoption("--first-value", action="store_true", help=told)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out all values but the first where the command says so."""
    if not config.getoption("--first-value"):
        return
    met: set[str] = set()
    left = []
    for item in items:
        function = item.nodeid.partition("[")[0]
        if function not in met or item.get_closest_marker("every_value"):
            left.append(item)
        met.add(function)
    items[:] = left


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
