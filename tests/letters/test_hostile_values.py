"""Values that come from papers cannot become markup, reach a file, or break a header."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from casedesk.lib.outcomes import NeedsPerson
from letters.fetching import OwnFiles, Unreachable
from letters.kinds import Kind
from letters.printing import print_pdf
from letters.rendering import render
from tests.letters.letter import TODAY, content, letterhead

MARKUP = '<b onclick="x">CÔNG TY</b> & <img src="file:///etc/passwd"> {{ c.tax_code }}'


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_markup_stays_text(kind: Kind) -> None:
    rendered = render(kind, content(company_name=MARKUP, note=MARKUP), letterhead(), 1, TODAY)
    printed = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(rendered.pdf)).pages).split())
    assert "".join(MARKUP.split()) in printed
    assert MARKUP in rendered.text
    assert "<b onclick" not in rendered.html and "<img" not in rendered.html


def test_link_in_a_company_name_is_no_link_in_the_mail() -> None:
    rendered = render(Kind.RECEIPT, content(company_name="http://lua-dao.example/"), letterhead(), 1, TODAY)
    assert 'href="http://lua-dao' not in rendered.html


def test_line_breaks_and_direction_marks_are_taken_out() -> None:
    name = "CÔNG TY\r\nBcc: ke-gian@example.com\u202e\x00"
    values = content(company_name=name, case_number="A\nBcc: x@y.vn")
    rendered = render(Kind.RECEIPT, values, letterhead(), 1, TODAY)
    assert "\n" not in rendered.subject and "\r" not in rendered.subject
    assert "CÔNG TY Bcc: ke-gian@example.com\n" in rendered.text


def test_own_file_is_fetched() -> None:
    assert b"@page" in OwnFiles().fetch("house:paper.css").read()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.com/logo.png",
        "ftp://example.com/x.png",
        "data:text/css,body{}",
        "house:../../casedesk/settings.py",
        "house:..%2f..%2fcasedesk%2fsettings.py",
        "house:/etc/passwd",
        "house://evil.example/paper.css",
        "house:receipt.html",
        "house:khong-co.css",
        f"file://{settings.ROOT}/templates/letters/paper.css",
    ],
)
def test_everything_else_is_refused(url: str) -> None:
    with pytest.raises(Unreachable):
        OwnFiles().fetch(url)


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/passwd">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<p style="background: url(file:///etc/passwd)">x</p>',
    ],
)
def test_template_that_reaches_out_stops_the_printing(html: str) -> None:
    with pytest.raises(NeedsPerson):
        print_pdf(f"<html><body>{html}</body></html>")


def test_drawing_cannot_reach_out(caplog: pytest.LogCaptureFixture) -> None:
    print_pdf('<html lang="vi"><body><svg><image href="file:///etc/passwd"/></svg></body></html>')
    assert "Failed to render SVG image" in caplog.text


def test_link_out_of_the_folder_is_refused(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "letters"
    folder.mkdir(parents=True)
    (tmp_path / "secret.css").write_text("x")
    (folder / "way.css").symlink_to(tmp_path / "secret.css")
    settings.ROOT = tmp_path
    with pytest.raises(Unreachable):
        OwnFiles().fetch("house:way.css")
