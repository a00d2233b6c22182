"""The outbox keeps the letter's bytes sealed, keeps the order within a case, and loses nothing."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from letters import decisions, outbox
from letters.kinds import Kind
from letters.models import Message, MessageState
from tests import make
from tests.letters.letter import SECRET_URL, password_content, posted

pytestmark = pytest.mark.django_db
NOW = make.NOW


def test_letter_keeps_its_bytes() -> None:
    letter = posted().letter
    pdf = letter.read_pdf()
    assert pdf.startswith(b"%PDF")
    assert hashlib.sha256(pdf).hexdigest() == letter.sha256 and len(pdf) == letter.size
    assert make.COMPANY in letter.text and make.COMPANY in letter.html
    assert letter.file_name.startswith("giay-tiep-nhan-G12.99.01")


def test_nothing_of_a_letter_lies_open_on_disk() -> None:
    letter = posted(kind=Kind.ANSWER, values=password_content()).letter
    assert SECRET_URL in letter.text
    kept = [path.read_bytes() for path in Path(settings.SEALED_ROOT).rglob("*") if path.is_file()]
    assert len(kept) >= 2
    assert not any(b"%PDF" in content or b"bi-mat" in content for content in kept)


def test_message_waits_from_the_decision_on() -> None:
    message = posted()
    assert (message.state, message.attempts) == (MessageState.WAITING, 0)
    assert outbox.due(NOW) == [message.id]
    assert outbox.due(NOW - timedelta(seconds=1)) == []


WRONG = [
    "",
    "ke-toan",
    "a@localhost",
    "a..b@c.vn",
    "a@-c.vn",
    f"{'a' * 65}@c.vn",
    f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'g' * 60}.vn",
    "a b@c.vn",
    "a@b.vn\nBcc: x@y.vn",
    "a@b",
    "đỗ@mau.vn",
    "a@b.vn, c@d.vn",
]


@pytest.mark.parametrize("to", WRONG)
def test_address_that_cannot_be_right_goes_to_a_person(to: str) -> None:
    message = posted(to=to)
    assert message.state == MessageState.REFUSED
    assert message.last_error
    assert outbox.due(NOW) == []


def test_order_is_kept_within_a_case_and_not_between_cases() -> None:
    first = posted()
    case = first.case
    second, other = posted(case, kind=Kind.ANSWER), posted()
    assert outbox.due(NOW) == [first.id, other.id]
    _set(first, MessageState.SENDING)
    assert outbox.due(NOW) == [other.id]
    _set(first, MessageState.SENT)
    assert outbox.due(NOW) == [second.id, other.id]


@pytest.mark.parametrize("state", [MessageState.REFUSED, MessageState.UNKNOWN])
def test_letter_that_waits_for_a_person_holds_up_no_later_one(state: MessageState) -> None:
    first = posted()
    second = posted(first.case, kind=Kind.ANSWER)
    _set(first, state)
    assert outbox.due(NOW) == [second.id]


def test_due_is_limited() -> None:
    posted(), posted()
    assert len(outbox.due(NOW, limit=1)) == 1


def test_message_of_a_lost_deliverer_becomes_unknown() -> None:
    message = posted()
    _set(message, MessageState.SENDING, claimed_at=NOW)
    assert outbox.mark_lost(NOW + timedelta(minutes=2)) == []
    assert outbox.mark_lost(NOW + timedelta(minutes=2, seconds=1)) == [message.id]
    message.refresh_from_db()
    assert message.state == MessageState.UNKNOWN and message.last_error
    assert outbox.due(NOW + timedelta(days=9)) == []


@pytest.mark.parametrize("state", [MessageState.REFUSED, MessageState.UNKNOWN])
def test_person_sends_again(state: MessageState) -> None:
    message, person = posted(), make.user("clerk")
    _set(message, state, attempts=4, last_error="Hộp thư không có.", server_said="550 5.1.1 No")
    assert decisions.retry(message.id, person, NOW)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.to) == (MessageState.WAITING, 0, make.EMAIL)
    assert (message.retried_by_id, message.retried_at) == (person.id, NOW)
    assert message.last_error == message.server_said == ""


@pytest.mark.parametrize("state", [MessageState.REFUSED, MessageState.UNKNOWN])
def test_person_calls_a_letter_settled(state: MessageState) -> None:
    message, person = posted(), make.user("clerk")
    _set(message, state)
    assert decisions.settle(message.id, "Doanh nghiệp báo đã nhận.", person, NOW)
    message.refresh_from_db()
    assert (message.state, message.sent_at) == (MessageState.SENT, None)
    assert (message.settled_by_id, message.settled_because) == (person.id, "Doanh nghiệp báo đã nhận.")


@pytest.mark.parametrize("state", [MessageState.WAITING, MessageState.SENDING, MessageState.SENT])
def test_nothing_else_is_sent_again_or_settled(state: MessageState) -> None:
    message = posted()
    _set(message, state)
    assert not decisions.retry(message.id, make.user("clerk"), NOW)
    assert not decisions.settle(message.id, "đã nhận", make.user("clerk"), NOW)
    message.refresh_from_db()
    assert (message.state, message.settled_at) == (state, None)


NEW = "moi@mauthu.example"


@pytest.mark.parametrize("state", [MessageState.REFUSED, MessageState.WAITING])
def test_letter_that_has_surely_not_arrived_goes_to_the_new_address(state: MessageState) -> None:
    message, person = posted(), make.user("clerk")
    _set(message, state, attempts=3)
    assert decisions.readdress(message.case_id, make.EMAIL, NEW, person, NOW) == 1
    message.refresh_from_db()
    assert (message.state, message.to, message.attempts) == (MessageState.WAITING, NEW, 0)


@pytest.mark.parametrize("state", [MessageState.SENDING, MessageState.SENT, MessageState.UNKNOWN])
def test_letter_that_may_have_arrived_keeps_its_address(state: MessageState) -> None:
    message, other = posted(), posted()
    _set(message, state)
    assert decisions.readdress(message.case_id, make.EMAIL, NEW, make.user("clerk"), NOW) == 0
    message.refresh_from_db()
    other.refresh_from_db()
    assert (message.state, message.to, other.to) == (state, make.EMAIL, make.EMAIL)


DOUBTFUL = ["ketoan@gmial.com", "ketoan@gmail.con", "ketoan@gmail.com.vn", "ketoan@yaho.com", "ketoan@gmаil.com"]


@pytest.mark.parametrize("to", DOUBTFUL)
def test_address_that_is_likely_mistyped_waits_for_a_persons_word(to: str) -> None:
    message = posted(to=to)
    assert message.state == MessageState.REFUSED and message.attempts == 0
    assert "có phải" in message.last_error or "Latinh" in message.last_error
    assert decisions.retry(message.id, make.user("clerk"), NOW)
    assert outbox.due(NOW) == [message.id]
    assert posted(message.case, to=to).state == MessageState.WAITING, "it was said to be right"
    assert posted(to=to).state == MessageState.REFUSED, "in that case alone"


@pytest.mark.parametrize("to", ["a@gmail.com", "a@mail.com", "a@ymail.com", "a@cty-mẫu.vn", "a@mauthu.com.vn"])
def test_address_that_is_somebodys_own_is_not_doubted(to: str) -> None:
    assert posted(to=to).state == MessageState.WAITING


def _set(message: Message, state: MessageState, **columns: object) -> None:
    Message.objects.filter(pk=message.pk).update(state=state, **columns)
