"""The list of letters on their way, and what a person decides there and on the case."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from casedesk import answering, checking, readdressing
from casedesk.models import AddressChange, Case, LetterOrder, State
from letters.kinds import Kind as Letter
from letters.models import Message, MessageState
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
OUTBOX = "/thu-di/"
NEW = "giamdoc@mauthu.example"


def letter(state: MessageState, case: Case | None = None, **columns: object) -> LetterOrder:
    order = answering.order(case or make.case(State.ASSIGNED), Letter.RECEIPT, make.NOW)
    answering.write_next(make.NOW)
    Message.objects.filter(letter__order=order).update(state=state, **({"attempts": 1} | columns))
    order.refresh_from_db()
    return order


def page(client: object, url: str = OUTBOX) -> str:
    return client.get(url).content.decode()  # type: ignore[attr-defined, no-any-return]


def test_each_view_shows_its_letters(signed_in: SignedIn) -> None:
    orders = {state: letter(state) for state in MessageState}
    client = signed_in("clerk")
    views = {
        "": {MessageState.REFUSED, MessageState.UNKNOWN},
        "can-xem": {MessageState.REFUSED, MessageState.UNKNOWN},
        "cho-gui": {MessageState.WAITING, MessageState.SENDING},
        "tu-choi": {MessageState.REFUSED},
        "chua-ro": {MessageState.UNKNOWN},
        "da-gui": {MessageState.SENT},
    }
    for code, states in views.items():
        html = page(client, f"{OUTBOX}?xem={code}" if code else OUTBOX)
        assert {s for s, order in orders.items() if f'data-row="{order.pk}"' in html} == states, code
    assert "Cần người xem (2)" in html


@pytest.mark.parametrize("query", ["?xem=khong", "?trang=0", "?trang=x", "?la=1"])
def test_an_address_that_means_nothing_is_refused(query: str, signed_in: SignedIn) -> None:
    assert signed_in("clerk").get(OUTBOX + query).status_code == 400


def test_the_servers_words_stand_beside_ours_as_text(signed_in: SignedIn) -> None:
    letter(MessageState.REFUSED, last_error="Hộp thư không có.", server_said="550 <b>5.1.1</b> No such user")
    html = page(signed_in("clerk"))
    assert "Hộp thư không có." in html and "550 &lt;b&gt;5.1.1&lt;/b&gt; No such user" in html


def test_a_mail_server_that_is_away_is_told_above_the_list(signed_in: SignedIn) -> None:
    letter(MessageState.WAITING, is_held=True, last_error="Không nối được.", server_said="refused")
    assert "Không nối được. (refused)" in page(signed_in("technician"))


def test_a_waiting_letter_tells_its_next_attempt(signed_in: SignedIn) -> None:
    letter(MessageState.WAITING, next_at=make.NOW, attempts=3)
    html = page(signed_in("technician"), OUTBOX + "?xem=cho-gui")
    assert "đã thử 3 lần" in html and "10:00 23/11" in html


def test_a_long_list_has_pages_and_few_queries(
    signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    orders = [letter(MessageState.REFUSED) for _ in range(4)]
    client = signed_in("supervisor")
    with django_assert_max_num_queries(15):
        html = page(client)
    assert html.index(f'data-row="{orders[3].pk}"') < html.index(f'data-row="{orders[0].pk}"')
    assert "trang=2" not in html
    assert page(client, OUTBOX + "?trang=2").count("data-row") == 0


def test_an_auditor_sees_and_does_nothing(signed_in: SignedIn) -> None:
    order = letter(MessageState.REFUSED)
    client = signed_in("auditor")
    assert "retry-receipt" not in page(client)
    assert client.post(reverse("web:settle", args=[order.pk]), {"because": "x"}).status_code == 403


def test_a_decision_from_the_list_leads_back_to_it_and_nowhere_else(signed_in: SignedIn) -> None:
    client, there = signed_in("technician"), OUTBOX + "?xem=chua-ro"
    order = letter(MessageState.UNKNOWN)
    url = reverse("web:retry", args=[order.pk])
    assert client.post(url, {"back": there}).url == there  # type: ignore[attr-defined]
    assert Message.objects.get().state == MessageState.UNKNOWN, "the company was not asked"
    assert "Tôi đã hỏi" in page(client, there)
    client.post(url, {"back": there, "has_asked": "yes"})
    assert Message.objects.get().state == MessageState.WAITING
    for elsewhere in ("https://xau.example/thu-di/", "//xau.example", "/quan-tri/", "/thu-di/\\@xau.example"):
        answer = client.post(url, {"back": elsewhere})
        assert answer.url.startswith(("/ho-so/", "/thu-di/")), elsewhere  # type: ignore[attr-defined]


def test_a_letter_given_otherwise_says_how(signed_in: SignedIn) -> None:
    order, client = letter(MessageState.REFUSED), signed_in("clerk")
    client.post(reverse("web:settle", args=[order.pk]), {"because": "Gửi bưu điện số 12."})
    html = page(client, reverse("web:case", args=[order.case.number]))
    assert "Đã giao bằng cách khác" in html and "Gửi bưu điện số 12." in html


def test_a_mistyped_address_is_told_before_anything_is_sent(signed_in: SignedIn) -> None:
    case = make.case(State.ASSIGNED, reply_address="ketoan@gmial.com")
    client = signed_in("technician")
    assert "có phải «gmail.com» không?" in page(client, reverse("web:case", args=[case.number]))
    answering.order(case, Letter.RECEIPT, make.NOW)
    answering.write_next(make.NOW)
    html = page(client)
    assert "Chưa gửi, cần người xem" in html and "Địa chỉ đúng, cứ gửi" in html


def test_two_persons_change_the_address_on_the_case(
    signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = make.case(State.ASSIGNED, technician=make.user("technician"))
    checking.run(case, make.NOW)
    order = letter(MessageState.REFUSED, case)
    technician, boss = signed_in("technician"), signed_in("supervisor")
    url = reverse("web:case", args=[case.number])
    typed = {"to": NEW, "reason": "Gọi số trên tài khoản."}
    assert (
        "Đã ghi đề nghị"
        in technician.post(reverse("web:ask_address", args=[case.number]), typed, follow=True).content.decode()
    )
    change = AddressChange.objects.get()
    assert "make-address" not in page(technician, url)
    assert (
        technician.post(reverse("web:decide_address", args=[case.number, change.pk]), {"act": "make"}).status_code
        == 403
    )
    page(boss, url)
    with django_assert_max_num_queries(15):
        html = page(boss, url)
    assert "make-address" in html and "Địa chỉ khác hẳn" in html and NEW in html
    row = page(boss, "/hop-viec/?muc=letters")
    assert case.number in row and "chờ người thứ hai duyệt địa chỉ trả lời mới" in row
    done = boss.post(reverse("web:decide_address", args=[case.number, change.pk]), {"act": "make"}, follow=True)
    assert "1 thư chưa tới được gửi lại" in done.content.decode()
    assert Message.objects.get(letter__order=order).to == Case.objects.get(pk=case.pk).reply_address == NEW
    assert readdressing.asked(case.events.order_by("-id")) is None


def test_the_new_address_is_text_wherever_it_stands(signed_in: SignedIn) -> None:
    case = make.case(State.ASSIGNED)
    wrong = {"to": "<b>x@y.vn</b>", "reason": "gọi"}
    answer = signed_in("clerk").post(reverse("web:ask_address", args=[case.number]), wrong)
    assert answer.status_code == 409 and b"<b>x@y.vn" not in answer.content


def test_a_change_of_another_case_is_not_found(signed_in: SignedIn) -> None:
    case, other = make.case(State.ASSIGNED), make.case(State.ASSIGNED)
    change = readdressing.ask(case.pk, NEW, "gọi", make.user("clerk"), make.NOW)
    url = reverse("web:decide_address", args=[other.number, change.pk])
    assert signed_in("supervisor").post(url, {"act": "make"}).status_code == 404
