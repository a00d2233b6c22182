"""Drawing on the page: what was read comes back as JSON, and the place goes with the value."""

import io

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from casedesk import checking
from casedesk.models import Case
from intake.facts import Kind
from intake.models import Document
from tests import make
from tests.intake import page as drawing
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
BOX = "0.07,0.0627,0.6,0.09"


@pytest.fixture
def case() -> Case:
    made = make.case()
    out = io.BytesIO()
    Image.fromarray(drawing.drawn(["0900 000 001"])).save(out, "PNG")
    scan = made.scans.get()
    scan.file.save(scan.sha256, ContentFile(out.getvalue()))
    checking.run(made, make.NOW)
    return made


def letter(case: Case) -> Document:
    return Document.objects.get(case=case, kind=Kind.REQUEST_LETTER)


def url(case: Case, name: str, *more: object) -> str:
    return reverse(f"web:{name}", args=[case.number, *more])


def region(case: Case) -> str:
    return url(case, "read_region", letter(case).pages.get().pk)


@pytest.mark.ocr
def test_a_region_is_read(case: Case, signed_in: SignedIn) -> None:
    sent = {"document": letter(case).pk, "name": "phone", "box": BOX}
    response = signed_in("clerk").post(region(case), sent)
    assert response.json() == {"text": "0900 000 001"}


@pytest.mark.parametrize(
    "change",
    [{"box": "0,0,2,1"}, {"box": ""}, {"document": "x"}, {"document": "9" * 30}, {"name": "khong-co"}],
    ids=["outside", "none", "no document", "long", "no field"],
)
def test_what_cannot_be_read_is_a_sentence(change: dict[str, str], case: Case, signed_in: SignedIn) -> None:
    sent = {"document": letter(case).pk, "name": "phone", "box": BOX} | change
    response = signed_in("clerk").post(region(case), sent)
    assert response.status_code == 409
    assert response.json()["problem"].endswith(".")


def test_the_place_is_saved_with_the_value(case: Case, signed_in: SignedIn) -> None:
    paper = letter(case)
    sent = {"value": "0900000001", "page": str(paper.pages.get().pk), "box": BOX}
    signed_in("clerk").post(url(case, "set_field", paper.pk, "phone"), sent)
    assert paper.fields.get(name="phone").box == [0.07, 0.0627, 0.6, 0.09]


def test_the_place_survives_a_refusal(case: Case, signed_in: SignedIn) -> None:
    paper = letter(case)
    sent = {"value": "chưa rõ", "page": str(paper.pages.get().pk), "box": BOX}
    response = signed_in("clerk").post(url(case, "set_field", paper.pk, "phone"), sent)
    assert f'name="box" value="{BOX}"' in response.content.decode()


@pytest.mark.parametrize("box", ["0,0,2,1", "x"], ids=["outside", "no box"])
def test_a_bad_place_saves_nothing(box: str, case: Case, signed_in: SignedIn) -> None:
    paper = letter(case)
    sent = {"value": "0900000001", "page": str(paper.pages.get().pk), "box": box}
    response = signed_in("clerk").post(url(case, "set_field", paper.pk, "phone"), sent)
    assert response.status_code == 409
    assert "Vùng đã kéo không hợp lệ" in response.content.decode()
    assert paper.fields.get(name="phone").value == "024 3800 0000"
