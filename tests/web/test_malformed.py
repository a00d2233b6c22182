"""Values whose form is wrong as they were read: marked at their field, apart from what breaks a rule."""

from dataclasses import replace

import pytest
from django.urls import reverse

from casedesk import checking
from casedesk.models import Case
from intake.facts import Kind
from intake.models import Document
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


def read(kind: Kind = Kind.REQUEST_LETTER, **values: str) -> Case:
    """Make a case of whose documents one shows some other values."""
    sure = make.facts()
    papers = tuple(
        replace(one, fields=dict(one.fields) | {name: make.field(value) for name, value in values.items()})
        if one.kind == kind
        else one
        for one in sure.documents
    )
    case = make.case(reading=replace(sure, documents=papers))
    checking.run(case, make.NOW)
    return case


def shown(case: Case, signed_in: SignedIn) -> str:
    return signed_in("clerk").get(reverse("web:review", args=[case.number])).content.decode()


@pytest.mark.parametrize(
    ("kind", "name", "value", "why"),
    [
        (Kind.REQUEST_LETTER, "email", "ketoan.mauthu.example", "thư điện tử không đúng dạng"),
        (Kind.REQUEST_LETTER, "tax_code", "0100000011", "sai số kiểm tra"),
        (Kind.REQUEST_LETTER, "tax_code", "01000", "Mã số thuế gồm 10 chữ số"),
        (Kind.REQUEST_LETTER, "phone", "chín không", "Số điện thoại không đúng dạng"),
        (Kind.IDENTITY, "date_of_birth", "1980-13-01", "Ngày phải có dạng"),
        (Kind.IDENTITY, "id_number", "00108", "Số giấy tờ gồm 12 chữ số"),
    ],
    ids=["email", "check digit", "length", "phone", "date", "id number"],
)
def test_a_wrong_form_is_said_at_its_field(
    kind: Kind, name: str, value: str, why: str, signed_in: SignedIn
) -> None:
    case = read(kind, **{name: value})
    page = shown(case, signed_in)
    key = f"f-{Document.objects.get(case=case, kind=kind).pk}-{name}"
    note = page[page.index(f'data-test="malformed-{name}"') :]
    assert why in note[: note.index("</span>")]
    assert "sai dạng:" in note[:100]
    field = page[page.index(f'<input id="{key}"') :]
    assert "data-settled" not in field[: field.index(">")]
    assert 'aria-invalid="true"' in field[: field.index(">")]


def test_they_stand_apart_from_the_checklist(signed_in: SignedIn) -> None:
    page = shown(read(email="ketoan.mauthu.example"), signed_in)
    summary = page.index('data-test="malformed"')
    assert summary > page.rindex('data-test="rule-')
    assert "sai dạng" not in page[page.index('<ul class="checks">') : page.rindex("</ul></details>")]


def test_what_is_well_formed_is_not_marked(signed_in: SignedIn) -> None:
    assert "malformed" not in shown(read(), signed_in)


def test_a_code_that_a_person_confirmed_is_left_to_the_rules(signed_in: SignedIn) -> None:
    case = read(tax_code="0100000011")
    letter = Document.objects.get(case=case, kind=Kind.REQUEST_LETTER)
    address = reverse("web:set_field", args=[case.number, letter.pk, "tax_code"])
    assert signed_in("clerk").post(address, {"value": "0100000011"}).status_code == 302
    assert "malformed" not in shown(case, signed_in)
    assert case.findings.get(rule="tax_code_valid").outcome == "fail"


def test_a_value_of_the_wrong_form_cannot_be_confirmed(signed_in: SignedIn) -> None:
    case = read(email="ketoan.mauthu.example")
    letter = Document.objects.get(case=case, kind=Kind.REQUEST_LETTER)
    address = reverse("web:set_field", args=[case.number, letter.pk, "email"])
    assert signed_in("clerk").post(address, {"value": "ketoan.mauthu.example"}).status_code == 409


def test_an_empty_value_is_missing_and_not_malformed(signed_in: SignedIn) -> None:
    assert "malformed" not in shown(read(email=""), signed_in)
