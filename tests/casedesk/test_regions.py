"""A box on a page is read into one field: upright, in the field's form, and kept as its place once confirmed."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from PIL import Image

from casedesk import checking, pages, places, regions, review
from casedesk.actions import CannotDo
from casedesk.models import Case, State, User
from casedesk.places import Place
from intake import isolated
from intake.facts import Box, Kind
from intake.files import Refused
from intake.models import Document, Page
from tests import make
from tests.intake import page as drawing

pytestmark = [pytest.mark.django_db, pytest.mark.ocr]
NOW = make.NOW
LINES = ["0900 000 001", "Ketoan moi", "05/09/1980", "0100-000.028"]


def line(number: int) -> Box:
    """Return the box of one of the drawn lines: each is 52 of 1754 pixels below the one before."""
    top = 120 + number * 52
    return (0.07, (top - 10) / 1754, 0.6, (top + 38) / 1754)


@pytest.fixture
def clerk() -> User:
    return make.user("clerk")


@pytest.fixture
def case() -> Case:
    """A case whose every page bears the same lines."""
    made = make.case()
    sheet = Image.fromarray(drawing.drawn(LINES))
    out = io.BytesIO()
    sheet.save(out, "PDF", save_all=True, append_images=[sheet, sheet], resolution=150)
    scan = made.scans.get()
    scan.file.save(scan.sha256, ContentFile(out.getvalue()))
    checking.run(made, NOW)
    return made


def document(case: Case, kind: Kind = Kind.REQUEST_LETTER) -> Document:
    return Document.objects.get(case=case, kind=kind)


def page(case: Case, number: int = 1) -> Page:
    return Page.objects.get(scan__case=case, number=number)


def read(case: Case, name: str, box: Box, by: User, kind: Kind = Kind.REQUEST_LETTER) -> str:
    paper = document(case, kind)
    return regions.read(case.pk, paper.pk, name, Place(paper.pages.get().pk, box), by)


@pytest.mark.parametrize(
    ("kind", "name", "number", "expected"),
    [
        (Kind.REQUEST_LETTER, "phone", 0, "0900 000 001"),
        (Kind.REQUEST_LETTER, "address", 1, "Ketoan moi"),
        (Kind.IDENTITY, "date_of_birth", 2, "05/09/1980"),
        (Kind.REQUEST_LETTER, "tax_code", 3, "0100000028"),
        (Kind.REQUEST_LETTER, "tax_code", 1, "Ketoan moi"),
    ],
    ids=["phone", "text", "date", "code", "not a code"],
)
def test_a_box_is_read_in_the_form_of_its_field(
    kind: Kind, name: str, number: int, expected: str, case: Case, clerk: User
) -> None:
    assert read(case, name, line(number), clerk, kind) == expected
    assert not document(case, kind).fields.filter(name=name, confirmed_by=clerk).exists()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_the_box_is_of_the_page_as_the_clerk_turned_it(turn: int, case: Case, clerk: User) -> None:
    sheet = Image.fromarray(drawing.drawn(LINES)).rotate(turn, expand=True)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    scan = case.scans.get()
    scan.file.save(scan.sha256, ContentFile(out.getvalue()))
    pages.set_page(case.pk, page(case).pk, Kind.REQUEST_LETTER, turn, clerk, NOW)
    assert read(case, "phone", line(0), clerk) == "0900 000 001"


def test_the_box_is_kept_as_the_place_of_what_is_confirmed(case: Case, clerk: User) -> None:
    place = Place(page(case).pk, line(0))
    review.set_field(case.pk, document(case).pk, "phone", "0900 000 001", clerk, NOW, place=place)
    field = document(case).fields.get(name="phone")
    assert (field.page, field.box) == (page(case), list(place.box))


def test_where_nothing_stands_a_sentence_says_so(case: Case, clerk: User) -> None:
    with pytest.raises(CannotDo, match="Không đọc được chữ nào trong vùng này"):
        read(case, "phone", (0.1, 0.8, 0.6, 0.85), clerk)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0.1,0.1,0.2",
        "0.1,0.1,0.2,0.2,0.3",
        "a,b,c,d",
        "0.2,0.1,0.1,0.2",
        "0.1,0.2,0.2,0.2",
        "-0.1,0,1,1",
        "0,0,1,1.1",
        "nan,0,1,1",
        "0,0,inf,1",
    ],
)
def test_a_bad_box_is_told(text: str) -> None:
    with pytest.raises(CannotDo, match="Vùng đã kéo không hợp lệ"):
        places.box_of(text)


def test_the_whole_page_is_a_box() -> None:
    assert places.box_of("0,0,1,1") == (0.0, 0.0, 1.0, 1.0)
    assert places.place_of("", "") is None


@pytest.mark.parametrize(("number", "text"), [("", "0,0,1,1"), ("x", "0,0,1,1"), ("1", "")], ids=repr)
def test_half_a_place_is_none(number: str, text: str) -> None:
    with pytest.raises(CannotDo):
        places.place_of(number, text)


def test_a_value_does_not_stand_on_anothers_page(case: Case, clerk: User) -> None:
    elsewhere = Place(page(case, 2).pk, line(0))
    with pytest.raises(CannotDo, match="không thuộc giấy tờ"):
        regions.read(case.pk, document(case).pk, "phone", elsewhere, clerk)
    with pytest.raises(CannotDo, match="không thuộc giấy tờ"):
        review.set_field(case.pk, document(case).pk, "phone", "0900000001", clerk, NOW, place=elsewhere)


def test_a_field_that_the_paper_has_not_is_not_read(case: Case, clerk: User) -> None:
    with pytest.raises(CannotDo, match="không có thông tin đó"):
        read(case, "date_of_birth", line(0), clerk)


def test_only_who_reviews_reads_and_only_under_review(case: Case, clerk: User) -> None:
    with pytest.raises(PermissionDenied):
        read(case, "phone", line(0), make.user("technician"))
    with pytest.raises(CannotDo, match="nay đã ở bước"):
        read(make.case(State.ASSIGNED), "phone", line(0), clerk)


def test_a_region_that_takes_too_long_is_given_up(case: Case) -> None:
    with case.scans.get().file.open() as sealed:
        content = sealed.read()
    wanted = isolated.Region(1, 0, line(0))
    with pytest.raises(Refused, match="đọc quá lâu"):
        isolated.region(content, wanted, isolated.Limits(0.001, seconds_to_open=30))


def test_a_file_that_is_no_scan_is_told(clerk: User) -> None:
    case = make.case()
    with pytest.raises(CannotDo):
        read(case, "phone", line(0), clerk)
