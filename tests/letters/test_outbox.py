"""The outbox keeps the letter's bytes sealed, keeps the order within a case, and loses nothing."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from letters import outbox
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


WRONG = ["", "ke-toan", "a b@c.vn", "a@b.vn\nBcc: x@y.vn", "a@b", "đỗ@mau.vn", "a@b.vn, c@d.vn"]


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
    _set(message, state, attempts=4)
    assert outbox.retry(message.id, person, NOW, to=" moi@mauthu.example ")
    message.refresh_from_db()
    assert (message.state, message.attempts, message.to) == (MessageState.WAITING, 0, "moi@mauthu.example")
    assert (message.retried_by_id, message.retried_at) == (person.id, NOW)


@pytest.mark.parametrize("state", [MessageState.WAITING, MessageState.SENDING, MessageState.SENT])
def test_nothing_else_is_sent_again(state: MessageState) -> None:
    message = posted()
    _set(message, state)
    assert not outbox.retry(message.id, make.user("clerk"), NOW)
    message.refresh_from_db()
    assert message.state == state


def _set(message: Message, state: MessageState, **columns: object) -> None:
    Message.objects.filter(pk=message.pk).update(state=state, **columns)
