"""The register's page: a year's lines by month and state, closing, and the table that is taken away."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Generator, Iterable
from datetime import date
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from casedesk import access, checking, register, register_lines, register_workbook
from casedesk.access import Act, Role
from casedesk.models import Case, Register, RegisterAct, State
from casedesk.register_lines import HEADINGS, harmless
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
XML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def entered(state: str = State.CHECKED, arrived_on: date = date(2025, 11, 20), **columns: Any) -> Case:
    made = make.case(state, arrived_on=arrived_on, **columns)
    register.enter(made)
    return made


def shown(client: Client, query: str = "") -> list[int]:
    response = client.get(f"/so-theo-doi/?{query}")
    assert response.status_code == 200
    return [line.number for line in response.context["lines"]]


def taken(client: Client, query: str = "") -> list[list[str]]:
    text = content(client.get(f"/so-theo-doi/2025/tai-ve.csv?{query}")).decode()
    assert text.startswith("\ufeffSTT,")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def content(response: object) -> bytes:
    return b"".join(cast(Iterable[bytes], cast(StreamingHttpResponse, response).streaming_content))


def workbook(content: bytes) -> dict[str, list[list[str]]]:
    """Read the sheets of a workbook by name: the text of each cell."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        index = ElementTree.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314 (our own file)
        names = [sheet.get("name", "") for sheet in index.iter(f"{XML}sheet")]
        return {name: _rows(packed.read(f"xl/worksheets/sheet{at}.xml")) for at, name in enumerate(names, 1)}


def _rows(sheet: bytes) -> list[list[str]]:
    rows = ElementTree.fromstring(sheet).iter(f"{XML}row")  # noqa: S314 (our own file)
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def test_the_newest_year_is_shown_line_by_line(signed_in: SignedIn) -> None:
    entered(arrived_on=date(2024, 5, 6))
    for _ in range(3):
        entered()
    client = signed_in("clerk")
    assert shown(client) == [1, 2, 3]
    assert shown(client, "nam=2024") == [1]
    page = client.get("/so-theo-doi/").content.decode()
    assert "Số 1, Phố Mẫu" in page and "024 3800 0000" in page


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("nam=2025&thang=11", [1, 3]),
        ("nam=2025&thang=12&trang-thai=", [2]),
        ("trang-thai=refused", [3]),
        ("thang=12&trang-thai=refused", []),
    ],
)
def test_filters(query: str, numbers: list[int], signed_in: SignedIn) -> None:
    entered()
    entered(arrived_on=date(2025, 12, 1))
    entered(State.REFUSED)
    assert shown(signed_in("clerk"), query) == numbers


@pytest.mark.parametrize(
    "query", ["nam=1999", "nam=x", "thang=0", "thang=13", "trang-thai=open", "sort=id", "thang=1&thang=2"]
)
def test_an_unknown_filter_is_refused(query: str, signed_in: SignedIn) -> None:
    entered()
    assert signed_in("clerk").get(f"/so-theo-doi/?{query}").status_code == 400


def test_the_table_holds_every_row_and_is_written_into_the_books_history(signed_in: SignedIn) -> None:
    case = entered(company_name="=CMD()", closed_at=make.NOW)
    for _ in range(60):
        entered(with_account=False)
    person = make.user("supervisor")
    rows = taken(signed_in(person=person))
    assert rows[0] == list(HEADINGS)
    assert len(rows) == 62
    assert rows[1][:6] == ["1", case.number, "Cấp mật khẩu mới", "1", "'=CMD()", make.TAX_CODE]
    assert rows[1][9:12] == ["20/11/2025", "27/11/2025", "23/11/2026"]
    event = Register.objects.get(year=2025).events.get()
    assert (event.act, event.actor, event.row_count, event.note) == (RegisterAct.EXPORTED, person, 61, "")


def test_the_workbook_holds_the_same_rows(signed_in: SignedIn) -> None:
    entered(company_name="=CMD()", closed_at=make.NOW)
    entered(State.REFUSED, arrived_on=date(2025, 12, 1))
    client = signed_in("supervisor")
    rows = workbook(content(client.get("/so-theo-doi/2025/tai-ve.xlsx")))["2025"]
    assert rows[0] == list(HEADINGS)
    assert [row[0] for row in rows[1:]] == ["1", "2"]
    assert rows[1][2:6] == ["Cấp mật khẩu mới", "1", "'=CMD()", make.TAX_CODE]
    assert rows[1][9] == str((date(2025, 11, 20) - date(1899, 12, 30)).days)
    filtered = workbook(content(client.get("/so-theo-doi/2025/tai-ve.xlsx?thang=12&trang-thai=refused")))
    assert [row[0] for row in filtered["2025"][1:]] == ["2"]
    assert [event.row_count for event in Register.objects.get(year=2025).events.all()] == [1, 2]


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, [0]), (3, [3]), (4, [3, 1]), (6, [3, 3]), (7, [3, 3, 1])], ids=str
)
def test_a_full_sheet_is_followed_by_another(count: int, sizes: list[int]) -> None:
    for _ in range(count):
        entered()
    book, _created = Register.objects.get_or_create(year=2025)
    found = register_lines.lines(register_lines.rows_of(book), papers=True)
    sheets = workbook(b"".join(register_workbook.as_xlsx(found, "2025", most_rows=4)))
    assert list(sheets) == ["2025", "2025 (2)", "2025 (3)"][: len(sizes)]
    assert [len(rows) - 1 for rows in sheets.values()] == sizes


def test_nothing_of_the_workbook_stays_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    entered()
    found = register_lines.lines(register_lines.rows_of(Register.objects.get()), papers=True)
    pieces = cast(Generator[bytes, None, None], register_workbook.as_xlsx(found, "2025"))
    assert next(pieces)
    assert list(folder.iterdir())
    pieces.close()
    assert not list(folder.iterdir())


def test_the_table_keeps_to_the_filters(signed_in: SignedIn) -> None:
    entered()
    entered(State.REFUSED, arrived_on=date(2025, 12, 1))
    rows = taken(signed_in("supervisor"), "thang=12&trang-thai=refused")
    assert [(row[0], row[-1]) for row in rows[1:]] == [("2", "Đã từ chối.")]
    assert Register.objects.get(year=2025).events.get().note == "tháng 12, Đã từ chối"


def test_who_may_not_see_papers_sees_no_value_of_theirs(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered()
    monkeypatch.setitem(access.ALLOWED, Act.SEE_PAPERS, frozenset({Role.CLERK}))
    client = signed_in("supervisor")
    assert "Phố Mẫu" not in client.get("/so-theo-doi/").content.decode()
    assert taken(client)[1][6:8] == ["", ""]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        (" =1", "' =1"),
        ("\t=1", "'\t=1"),
        ("a=1", "a=1"),
    ],
)
def test_no_cell_is_a_formula(cell: str, kept: str) -> None:
    assert harmless(cell) == kept


def test_closing_is_asked_for_once_and_holds(signed_in: SignedIn) -> None:
    entered()
    client = signed_in("supervisor")
    assert 'data-test="close-register"' in client.get("/so-theo-doi/").content.decode()
    assert client.post("/so-theo-doi/2025/khoa/", {}).status_code == 409
    assert Register.objects.get().closed_at is None
    client.post("/so-theo-doi/2025/khoa/", {"confirmed": "yes"})
    page = client.get("/so-theo-doi/").content.decode()
    assert "đã khóa lúc" in page and 'data-test="close-register"' not in page
    assert client.post("/so-theo-doi/1999/khoa/", {"confirmed": "yes"}).status_code == 404


def test_an_empty_register_says_what_will_come(signed_in: SignedIn) -> None:
    assert "Chưa có hồ sơ nào vào sổ" in signed_in("clerk").get("/so-theo-doi/").content.decode()


def test_a_page_is_cheap(signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(5):
        checking.run(entered(), make.NOW)
    client = signed_in("supervisor")
    with django_assert_max_num_queries(12):
        client.get("/so-theo-doi/")
