"""Who stands at the counter: noted when the dossier is taken in or under review, and held against the letter."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casedesk import checking
from casedesk.models import Act, Case, Event, State
from intake.facts import Kind
from intake.models import Document, Field
from tests import make, paper
from tests.web.conftest import SignedIn
from verification.findings import Channel, Outcome

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def brought() -> Case:
    case = make.case(reading=make.facts(channel=Channel.WALK_IN), channel=Channel.WALK_IN)
    checking.run(case, make.NOW)
    return case


def named(case: Case) -> Field:
    return Field.objects.get(document__case=case, name="bearer")


def outcome(case: Case) -> str:
    return case.findings.get(rule="bearer_agrees").outcome


def save(signed_in: SignedIn, case: Case, name: str, id_number: str = "", **more: object) -> object:
    url = reverse("web:set_bearer", args=[case.number])
    return signed_in("clerk").post(url, {"bearer_name": name, "bearer_id": id_number}, **more)  # type: ignore[arg-type]


def test_it_is_asked_who_came(signed_in: SignedIn) -> None:
    case = brought()
    page = signed_in("clerk").get(reverse("web:review", args=[case.number])).content.decode()
    assert 'data-test="bearer-name"' in page
    assert outcome(case) == Outcome.UNSURE
    assert case.findings.get(rule="bearer_agrees").why == "Chưa ghi người mang hồ sơ tới quầy."


def test_the_right_person_passes_and_is_on_record(signed_in: SignedIn) -> None:
    case = brought()
    save(signed_in, case, named(case).value.lower())
    assert outcome(case) == Outcome.PASS
    assert Event.objects.filter(case=case, act=Act.BEARER_NOTED).exists()


def test_another_person_fails_with_both_names_side_by_side(signed_in: SignedIn) -> None:
    case = brought()
    save(signed_in, case, "Lê Văn Khác")
    assert outcome(case) == Outcome.FAIL
    assert "Lê Văn Khác" in case.findings.get(rule="bearer_agrees").why


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_malformed_number_stays_typed_with_the_reason(headers: dict[str, str], signed_in: SignedIn) -> None:
    case = brought()
    response = save(signed_in, case, "Lê Văn Khác", "12", headers=headers)
    page = response.content.decode()  # type: ignore[attr-defined]
    assert response.status_code == 409  # type: ignore[attr-defined]
    assert 'value="Lê Văn Khác"' in page
    assert 'value="12"' in page
    assert "Số giấy tờ gồm" in page
    assert Case.objects.get(pk=case.pk).bearer_name == ""


def test_nobody_comes_by_post(signed_in: SignedIn) -> None:
    case = make.case()
    assert save(signed_in, case, "Lê Văn Khác").status_code == 409  # type: ignore[attr-defined]
    assert Case.objects.get(pk=case.pk).bearer_name == ""


@pytest.mark.parametrize(("channel", "name"), [("walk_in", "Lê Văn Mẫu"), ("post", "")])
def test_it_is_noted_when_the_dossier_is_taken_in(channel: str, name: str, signed_in: SignedIn) -> None:
    file = SimpleUploadedFile("ho-so.pdf", paper.pdf(1))
    data = {
        "channel": channel,
        "arrived_on": "20/11/2026",
        "bearer_name": "Lê Văn Mẫu",
        "bearer_id": "001080012345",
    }
    signed_in("clerk").post(reverse("web:intake"), {**data, "files": file})
    case = Case.objects.get()
    assert case.state == State.RECEIVED
    assert (case.bearer_name, case.bearer_id) == (name, "001080012345" if name else "")


def test_papers_that_do_not_agree_are_shown_one_under_the_other(signed_in: SignedIn) -> None:
    case = brought()
    card = Document.objects.get(case=case, kind=Kind.IDENTITY)
    card.fields.filter(name="full_name").update(value="NGUYỄN VĂN ÁNH")
    checking.run(case, make.NOW)
    page = signed_in("clerk").get(reverse("web:review", args=[case.number])).content.decode()
    table = page.split('data-test="spellings-representative_agrees"')[1].split("</table>")[0]
    assert "<mark>ÁNH</mark>" in table
    assert "NGUYỄN VĂN" in table
    assert table.count("<tr>") == len(("licence", "card", "letter"))
    assert "spellings-company_agrees" not in page
