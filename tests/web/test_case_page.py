"""The case page: in every state it says what to do, and a supervisor can move the work."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from casedesk import answering, checking
from casedesk.models import Act, Case, Event, LetterOrder, State
from letters.kinds import Kind as Letter
from letters.models import Message, MessageState
from tests import make, paper
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


def url(case: Case, name: str = "case") -> str:
    return reverse(f"web:{name}", args=[case.number])


def receipt(case: Case, state: MessageState, said: str = "") -> LetterOrder:
    order = answering.order(case, Letter.RECEIPT, make.NOW)
    answering.write_next(make.NOW)
    Message.objects.filter(case=case).update(state=state, attempts=1, last_error=said)
    return order


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("role", ["clerk", "technician", "supervisor"])
def test_every_state_says_what_to_do(state: State, role: str, signed_in: SignedIn) -> None:
    case = make.case(state, technician=make.user("technician"))
    page = signed_in(role).get(url(case)).content.decode()
    assert f'<span class="state">{state.label}</span>' in page
    assert '<p data-test="step"></p>' not in page


@pytest.mark.parametrize(
    ("state", "role", "hook"),
    [
        (State.CHECKED, "clerk", "review"),
        (State.SUPPLEMENT_REQUESTED, "clerk", "to-supplement"),
        (State.PROPOSED, "supervisor", "to-approve"),
    ],
    ids=["review", "supplement", "approve"],
)
def test_the_main_step(state: State, role: str, hook: str, signed_in: SignedIn) -> None:
    case = make.case(state, technician=make.user("technician"))
    page = signed_in(role).get(url(case)).content.decode()
    assert f'data-test="{hook}"' in page
    assert page.count("data-main") == 1


def test_the_page_follows_the_machine(signed_in: SignedIn) -> None:
    scan = make.scan(make.case(State.RECEIVED))
    scan.pages_read, scan.page_count = 2, 5
    scan.save()
    client, htmx = signed_in("clerk"), {"HX-Request": "true"}
    assert 'hx-trigger="every 3s"' in client.get(url(scan.case)).content.decode()
    page = client.get(url(scan.case) + "?buoc=received", headers=htmx).content.decode()
    assert "đọc trang 2/5" in page
    assert client.get(url(scan.case) + "?buoc=approved", headers=htmx)["HX-Refresh"] == "true"


def test_a_page_that_waits_for_a_person_stays_still(signed_in: SignedIn) -> None:
    assert "hx-trigger" not in signed_in("clerk").get(url(make.case())).content.decode()


def test_the_technician_is_led_to_the_work(signed_in: SignedIn) -> None:
    person = make.user("technician")
    case = make.case(State.ASSIGNED, technician=person)
    assert 'data-test="fulfil"' in signed_in(person=person).get(url(case)).content.decode()


def test_a_halted_case_goes_on(signed_in: SignedIn) -> None:
    case = make.case(State.APPROVED, halted_because="Chưa rõ kết quả.")
    client = signed_in("supervisor")
    assert "Chưa rõ kết quả." in client.get(url(case)).content.decode()
    client.post(url(case, "resume"))
    assert Case.objects.get(pk=case.pk).halted_because == ""


def test_a_supervisor_gives_the_case_to_another(signed_in: SignedIn) -> None:
    case = make.case(State.ASSIGNED, technician=make.user("technician"))
    other = make.user("technician")
    signed_in("supervisor").post(url(case, "reassign"), {"technician": other.pk})
    assert Case.objects.get(pk=case.pk).technician == other


def test_a_supplement_joins_its_case(signed_in: SignedIn) -> None:
    case = make.case(State.SUPPLEMENT_REQUESTED, due_on=None)
    file = _upload("bo-sung.pdf", paper.pdf(7))
    data = {"channel": "post", "arrived_on": "23/11/2026", "files": file}
    page = signed_in("clerk").post(url(case, "supplement"), data, follow=True).content.decode()
    assert "Đã nhận bo-sung.pdf" in page
    assert Case.objects.get(pk=case.pk).state == State.RECEIVED


def test_a_supplement_that_comes_too_late_says_so(signed_in: SignedIn) -> None:
    case = make.case(State.CLOSED)
    data = {"channel": "post", "arrived_on": "23/11/2026", "files": _upload("muon.pdf", paper.pdf(8))}
    page = signed_in("clerk").post(url(case, "supplement"), data, follow=True).content.decode()
    assert "không còn nhận giấy tờ bổ sung" in page


def test_a_refused_letter_shows_what_the_server_said_and_can_be_tried_again(signed_in: SignedIn) -> None:
    case = make.case(State.ASSIGNED)
    order = receipt(case, MessageState.REFUSED, "550 hộp thư không có")
    client = signed_in("clerk")
    page = client.get(url(case)).content.decode()
    assert "550 hộp thư không có" in page
    client.post(reverse("web:retry", args=[order.pk]))
    assert Message.objects.get(case=case).state == MessageState.WAITING
    assert Event.objects.filter(case=case, act=Act.LETTER_RETRIED).exists()


def test_a_sent_letter_is_not_sent_twice(signed_in: SignedIn) -> None:
    case = make.case(State.ASSIGNED)
    order = receipt(case, MessageState.SENT)
    client = signed_in("clerk")
    assert 'data-test="retry-receipt"' not in client.get(url(case)).content.decode()
    page = client.post(reverse("web:retry", args=[order.pk]), follow=True).content.decode()
    assert "không còn chờ người quyết định" in page
    assert Message.objects.get(case=case).state == MessageState.SENT


def test_a_letter_is_shown_as_pdf(signed_in: SignedIn) -> None:
    case = make.case(State.ASSIGNED)
    receipt(case, MessageState.SENT)
    letter = Message.objects.get(case=case).letter
    response = signed_in("technician").get(reverse("web:letter", args=[letter.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]


def test_an_unknown_number_is_not_found(signed_in: SignedIn) -> None:
    response = signed_in("clerk").get("/ho-so/KHONG-CO/")
    assert response.status_code == 404
    assert "Không tìm thấy" in response.content.decode()


def test_the_page_costs_few_queries(
    signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = make.case(State.ASSIGNED, technician=make.user("technician"))
    make.account()
    checking.run(case, make.NOW)
    receipt(case, MessageState.SENT)
    client = signed_in("supervisor")
    client.get(url(case))
    with django_assert_max_num_queries(15):
        client.get(url(case))


def _upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")
