"""The words of the screens: every one goes through gettext, and English lacks none."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("casedesk", "intake", "verification", "letters", "templates")
CATALOGUE = Path("casedesk/locale/en/LC_MESSAGES/django.po")
REFRESH = (
    "manage.py",
    "makemessages",
    "--locale=en",
    "--no-location",
    "--no-wrap",
    "--no-obsolete",
    "--ignore=var",
    "--ignore=tests",
    "--ignore=.venv",
)
NAMES = {"Casedesk", "English", "Tiếng", "Việt", "Enter", "Tab", "Esc", "kbd", "Shift"}
"""What is the same in every language."""


def test_the_english_catalogue_is_complete_and_up_to_date(tmp_path: Path) -> None:
    """Refresh a copy of the catalogue from the sources: nothing may be left to translate."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    subprocess.run([sys.executable, *REFRESH], cwd=tmp_path, check=True, capture_output=True)
    check = ["msgfmt", "--check-format", "--statistics", "-o", "/dev/null", str(CATALOGUE)]
    said = subprocess.run(check, cwd=tmp_path, check=True, capture_output=True, text=True).stderr
    assert re.fullmatch(r"\d+ translated messages?\.\n", said), f"{said} Refresh it with {' '.join(REFRESH)}"


@pytest.mark.parametrize(
    "path",
    [path for folder in ("web", "public") for path in sorted((ROOT / "templates" / folder).glob("*.html"))]
    + sorted((ROOT / "templates").glob("*.html")),
    ids=lambda path: path.name,
)
def test_no_template_holds_a_literal_word(path: Path) -> None:
    assert words(path.read_text()) - NAMES == set()


def test_a_planted_word_is_found() -> None:
    assert words('{% translate "Có" %}<p class="x">Chưa dịch</p>') == {"Chưa", "dịch"}
    assert words('<a title="Xem">{{ name }}</a>') == {"Xem"}


def words(source: str) -> set[str]:
    """Return the words that a reader would see and that no translation goes through."""
    source = re.sub(r"{% blocktranslate.*?%}.*?{% endblocktranslate %}", "", source, flags=re.S)
    source = re.sub(r"{% block body_class %}.*?{% endblock %}", "", source)
    source = re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.S)
    shown = re.findall(r'(?:title|aria-label|placeholder|alt)="([^"]*)"', source)
    text = re.sub(r"<[^>]*>", " ", source) + " ".join(shown)
    return set(re.findall(r"[^\W\d_]{2,}", re.sub(r"&\w+;", " ", text)))
