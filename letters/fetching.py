"""What a letter's HTML may reach while it is printed: files of `templates/letters/`, and nothing else."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "house"
_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".ttf": "font/ttf", ".otf": "font/otf"}


class Unreachable(Exception):  # noqa: N818 (reads as a sentence where it is raised)
    """A template names something that is not one of our own files."""


class OwnFiles(URLFetcher):  # type: ignore[misc]
    """Answers `house:<name>`; no file, network or data address is opened, and a refusal stops the printing."""

    def __init__(self) -> None:
        super().__init__(allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return one of our own files. Raises `Unreachable` for anything else."""
        path = _own_path(url)
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})


def _own_path(url: str) -> Path:
    parts = urlsplit(url)
    folder = (settings.ROOT / "templates" / "letters").resolve()
    path = (folder / unquote(parts.path).lstrip("/")).resolve()
    if parts.scheme != SCHEME or parts.netloc or not path.is_relative_to(folder):
        raise Unreachable(url)
    if path.suffix not in _TYPES or not path.is_file():
        raise Unreachable(url)
    return path
