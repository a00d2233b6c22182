"""The review screen: a doubt is confirmed in place, nothing typed is lost, and accepting is one act."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from casedesk import checking
from casedesk.models import Act, Case, Event, IncomingFile, State
from casedesk.web.papers import Value, papers_of
from intake.facts import Facts, Kind
from intake.models import Document, Page
from tests import mails, make, paper
from tests.web.conftest import SignedIn
from verification.findings import Outcome

pytestmark = pytest.mark.django_db
MISREAD = "ketoan@mauth.example"
HTMX = {"HX-Request": "true"}


def doubtful(name: str = "email", value: str = MISREAD) -> Facts:
    """Facts in which one value of the letter, its e-mail unless told, is not certain."""
    sure = make.facts()
    letter = sure.documents[0]
    fields = dict(letter.fields) | {name: make.field(value, certain=False)}
    return replace(sure, documents=(replace(letter, fields=fields), *sure.documents[1:]))


def checked(reading: Facts | None = None) -> Case:
    case = make.case(reading=reading)
    checking.run(case, make.NOW)
    return case


def url(case: Case, name: str = "review", *more: object) -> str:
    return reverse(f"web:{name}", args=[case.number, *more])


def value_of(case: Case, name: str) -> Value:
    return next(value for value in papers_of(case).documents[0].values if value.name == name)


def letter_of(case: Case) -> Document:
    return Document.objects.get(case=case, kind=Kind.REQUEST_LETTER)


def confirm(client: Client, case: Case, value: str, **more: object) -> object:
    return client.post(url(case, "set_field", letter_of(case).pk, "email"), {"value": value}, **more)  # type: ignore[arg-type]


def test_failures_and_doubts_come_first(signed_in: SignedIn) -> None:
    case = checked(doubtful())
    page = signed_in("clerk").get(url(case)).content.decode()
    assert page.index('data-outcome="unsure"') < page.index('data-outcome="done"')


def test_boxes_are_drawn_over_the_page_without_inline_style(signed_in: SignedIn) -> None:
    page = signed_in("clerk").get(url(checked())).content.decode()
    assert '<rect class="box done"' in page
    assert 'x="0.1"' in page
    assert "style=" not in page


def test_confirming_re_runs_the_rules(signed_in: SignedIn) -> None:
    case = checked(doubtful())
    confirm(signed_in("clerk"), case, make.EMAIL)
    assert Case.objects.get(pk=case.pk).is_complete()


def test_htmx_gets_the_panel_alone(signed_in: SignedIn) -> None:
    case = checked(doubtful())
    response = confirm(signed_in("clerk"), case, make.EMAIL, headers=HTMX)
    page = response.content.decode()  # type: ignore[attr-defined]
    assert page.lstrip().startswith('<section class="panel"')
    assert "Đủ và chắc" in page


def test_without_javascript_the_page_comes_back_at_the_field(signed_in: SignedIn) -> None:
    case = checked(doubtful())
    response = confirm(signed_in("clerk"), case, make.EMAIL)
    assert response.url.endswith(f"#f-{letter_of(case).pk}-email")  # type: ignore[attr-defined]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_what_has_a_wrong_form_stays_typed_with_the_reason(headers: dict[str, str], signed_in: SignedIn) -> None:
    case = checked(doubtful())
    response = confirm(signed_in("clerk"), case, "khong phai thu", headers=headers)
    page = response.content.decode()  # type: ignore[attr-defined]
    assert response.status_code == 409  # type: ignore[attr-defined]
    assert 'value="khong phai thu"' in page
    assert "không đúng dạng" in page


def test_a_date_is_written_and_read_back_as_people_do(signed_in: SignedIn) -> None:
    case = checked()
    card = Document.objects.get(case=case, kind=Kind.IDENTITY)
    client = signed_in("clerk")
    page = client.get(url(case)).content.decode()
    assert 'value="01/01/1980"' in page
    assert 'value="Không thời hạn"' in page
    client.post(url(case, "set_field", card.pk, "expiry"), {"value": "không thời hạn"})
    assert card.fields.get(name="expiry").value == make.FOREVER  # type: ignore[attr-defined]


def test_a_seal_is_confirmed(signed_in: SignedIn) -> None:
    case = checked()
    signed_in("clerk").post(url(case, "set_mark", letter_of(case).pk, "sealed"), {"found": "no"})
    assert (letter_of(case).sealed or {})["found"] is False


def test_a_page_is_turned_and_given_another_kind(signed_in: SignedIn) -> None:
    case = checked()
    page = Page.objects.filter(scan__case=case).last()
    assert page
    signed_in("clerk").post(url(case, "set_page", page.pk), {"kind": "introduction_letter", "rotation": "90"})
    page.refresh_from_db()
    assert (page.kind, page.rotation) == (Kind.INTRODUCTION_LETTER, 90)


def test_a_doubt_is_judged_with_a_reason(signed_in: SignedIn) -> None:
    case = checked(doubtful())
    signed_in("clerk").post(url(case, "judge", "request_letter_contact"), {"note": "Đã gọi hỏi"})
    finding = case.findings.get(rule="request_letter_contact")
    assert finding.outcome == Outcome.PASS


def test_a_doubt_without_a_reason_stays(signed_in: SignedIn) -> None:
    case = checked(doubtful())
    response = signed_in("clerk").post(url(case, "judge", "request_letter_contact"), {"note": " "})
    assert response.status_code == 409
    assert "Hãy ghi lý do kết luận đạt." in response.content.decode()


def test_accepting_goes_on_to_the_inbox(signed_in: SignedIn) -> None:
    make.user("technician")
    case = checked()
    response = signed_in("clerk").post(url(case, "accept"), follow=True)
    assert Case.objects.get(pk=case.pk).state == State.ASSIGNED
    assert case.number in response.content.decode()


def test_an_unsure_dossier_cannot_be_accepted_and_says_why(signed_in: SignedIn) -> None:
    case = checked(doubtful())
    client = signed_in("clerk")
    page = client.get(url(case)).content.decode()
    assert 'data-test="accept" aria-describedby="blocked" disabled' in page
    assert client.post(url(case, "accept")).status_code == 409


@pytest.mark.parametrize(
    ("seat", "tone"),
    [("Số 1, Phố Mẫu, Phường Thử, Hà Nội", "waiting"), ("Số 1 Mẫu", "unsure")],
    ids=["a seat", "a scrap"],
)
def test_a_seat_that_the_machine_read_asks_nobody_to_look_and_a_scrap_does(seat: str, tone: str) -> None:
    case = checked(doubtful("address", seat))
    found = value_of(case, "address")
    assert (found.tone, found.is_settled) == (tone, tone == "waiting")


def test_a_telephone_that_the_machine_read_asks_nobody_to_look_and_none_does() -> None:
    case = checked(doubtful("phone", "024 3800 0001"))
    assert value_of(case, "phone").tone == "waiting"
    case = checked(doubtful("phone", "0243"))
    assert not value_of(case, "phone").is_settled


def test_what_the_account_has_as_well_is_sure_and_says_why(signed_in: SignedIn) -> None:
    make.account()
    case = checked(doubtful("email", "KeToan@mauthu.example"))
    assert value_of(case, "email").is_settled
    assert "chắc: như trên tài khoản" in signed_in("clerk").get(url(case)).content.decode()
    make.account(email="khac@mauthu.example")
    checking.run(case, make.NOW)
    assert value_of(case, "email").tone == "unsure"


def test_a_misread_name_that_the_code_bears_out_is_not_what_the_case_is_called() -> None:
    sure = make.facts()
    (at, licence) = next(iter(sure.of_kind(Kind.BUSINESS_LICENCE)))
    fields = dict(licence.fields) | {"company_name": make.field(f"{make.COMPANY[:-1]}Ứ", certain=False)}
    documents = [*sure.documents[:at], replace(licence, fields=fields), *sure.documents[at + 1 :]]
    make.account()
    case = checked(replace(sure, documents=tuple(documents)))
    assert case.is_complete()
    assert case.company_name == make.COMPANY


def test_an_address_that_came_by_mail_is_not_borne_out_by_the_account() -> None:
    make.account()
    case = make.case(reading=doubtful(value=make.EMAIL))
    mail = mails.take(mails.mail(files=(("a.pdf", paper.pdf(1)),)))
    IncomingFile.objects.filter(mail=mail).update(scan=case.scans.get())
    checking.run(case, make.NOW)
    assert not value_of(case, "email").is_settled


def test_a_supplement_lists_everything_before_it_is_sent(signed_in: SignedIn) -> None:
    case = checked(make.facts(without=(Kind.IDENTITY,)))
    client = signed_in("clerk")
    page = client.get(url(case, "request_supplement")).content.decode()
    assert "Đề nghị gửi bản sao được chứng thực" in page
    client.post(url(case, "request_supplement"), {"note": "Gấp"})
    assert Case.objects.get(pk=case.pk).state == State.SUPPLEMENT_REQUESTED


def test_a_refusal_needs_a_reason(signed_in: SignedIn) -> None:
    case = checked()
    client = signed_in("clerk")
    assert client.post(url(case, "refuse"), {"reason": ""}).status_code == 409
    client.post(url(case, "refuse"), {"reason": "Không thuộc thẩm quyền"})
    assert Case.objects.get(pk=case.pk).state == State.REFUSED


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("refuse", {"reason": "Lý do đã gõ rất dài"}),
        ("request_supplement", {"note": "Lý do đã gõ rất dài"}),
        ("judge", {"note": "Lý do đã gõ rất dài"}),
    ],
    ids=["refuse", "supplement", "judge"],
)
def test_a_stale_form_loses_nothing_that_was_typed(name: str, data: dict[str, str], signed_in: SignedIn) -> None:
    case = make.case(State.CLOSED)
    more = ("company_agrees",) if name == "judge" else ()
    response = signed_in("clerk").post(url(case, name, *more), data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Lý do đã gõ rất dài" in page
    assert "nay đã ở bước" in page


def test_a_case_past_review_is_shown_as_it_is(signed_in: SignedIn) -> None:
    case = make.case(State.ASSIGNED)
    assert signed_in("clerk").get(url(case)).url == reverse("web:case", args=[case.number])  # type: ignore[attr-defined]


def test_a_look_is_logged_once_a_visit(signed_in: SignedIn) -> None:
    case = checked()
    client = signed_in("clerk")
    for _ in range(3):
        client.get(url(case))
    signed_in("clerk").get(url(case))
    assert Event.objects.filter(case=case, act=Act.PAPER_SEEN).count() == 2


def test_markup_in_a_value_is_text(signed_in: SignedIn) -> None:
    case = checked()
    letter_of(case).fields.filter(name="address").update(value='"><script>alert(1)</script>')
    assert "<script>alert" not in signed_in("clerk").get(url(case)).content.decode()
