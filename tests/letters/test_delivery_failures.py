"""A mail server that is away, refuses, delays or hangs up: nothing lost, nothing doubled, always visible."""

from contextlib import nullcontext
from datetime import datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from letters import decisions, delivery, outbox
from letters.delivery import DELAYS, deliver
from letters.models import Message, MessageState
from tests import make
from tests.letters.letter import mail_server, posted
from tests.site import free_port

pytestmark = pytest.mark.django_db
NOW = make.NOW


@pytest.fixture(autouse=True)
def port(settings: Settings) -> int:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    return int(settings.EMAIL_PORT)


def test_server_away_delays_the_letter_which_then_goes_out_once(port: int) -> None:
    message = posted()
    assert deliver(message.id, NOW) == MessageState.WAITING
    message.refresh_from_db()
    assert f"127.0.0.1:{port}" in message.last_error
    assert message.next_at == NOW + DELAYS[0]
    assert outbox.due(NOW) == []
    with mail_server(port) as server:
        later = message.next_at
        assert deliver(message.id, later) == MessageState.SENT
        assert deliver(message.id, later + timedelta(hours=1)) is None
    assert len(server.got) == 1
    message.refresh_from_db()
    assert (message.last_error, message.sent_at, message.attempts) == ("", later, 2)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"rcpt": "450 4.2.0 Later"}, [5, 15, 60, 300, 900, 1800, 3600, 7200, 7200]),
        (None, [5, 15, 60, 120, 120, 120, 120, 120, 120]),
    ],
    ids=["a letter that is put off", "a server that is away"],
)
def test_waiting_grows_and_then_a_person_decides(
    port: int, answers: dict[str, str] | None, expected: list[int]
) -> None:
    message, waits = posted(), list[int]()
    with mail_server(port, **answers) if answers else nullcontext():
        _be_put_off(message, NOW, waits)
    assert waits == expected
    assert deliver(message.id, NOW + delivery.GIVE_UP_AFTER) == MessageState.REFUSED
    message.refresh_from_db()
    assert "Đã thử 10 lần" in message.last_error


def _be_put_off(message: Message, at: datetime, waits: list[int]) -> None:
    for _ in range(9):
        deliver(message.id, at)
        message.refresh_from_db()
        waits.append(int((message.next_at - at).total_seconds()))
        at = message.next_at


@pytest.mark.parametrize("answers", [{"rcpt": "450 4.2.0 Greylisted, try later"}, {"data": "451 4.3.0 Disk full"}])
def test_temporary_refusal_is_tried_again_and_sent_once(port: int, answers: dict[str, str]) -> None:
    message = posted()
    with mail_server(port, **answers) as server:
        assert deliver(message.id, NOW) == MessageState.WAITING
        message.refresh_from_db()
        assert message.server_said == next(iter(answers.values()))
        assert message.last_error
        server.rcpt = server.data = "250 OK"
        assert deliver(message.id, NOW + DELAYS[0]) == MessageState.SENT
    assert len(server.got) == 1


@pytest.mark.parametrize("answers", [{"rcpt": "550 5.1.1 No such user"}, {"data": "554 5.7.1 Rejected"}])
def test_final_refusal_goes_to_a_person_with_the_servers_words(port: int, answers: dict[str, str]) -> None:
    message = posted()
    with mail_server(port, **answers) as server:
        assert deliver(message.id, NOW) == MessageState.REFUSED
        assert outbox.due(NOW + timedelta(days=1)) == []
    message.refresh_from_db()
    assert message.server_said == next(iter(answers.values()))
    assert message.last_error.startswith(("Hộp thư này không có", "Máy chủ từ chối theo quy định"))
    assert server.got == []


def test_line_cut_before_data_is_tried_again(port: int) -> None:
    message = posted()
    with mail_server(port, rcpt="cut"):
        assert deliver(message.id, NOW) == MessageState.WAITING
    message.refresh_from_db()
    assert message.last_error


def test_line_cut_after_data_is_unknown_until_a_person_decides(port: int) -> None:
    message = posted()
    with mail_server(port, data="cut") as server:
        assert deliver(message.id, NOW) == MessageState.UNKNOWN
        assert outbox.due(NOW + timedelta(days=1)) == []
        assert deliver(message.id, NOW + timedelta(days=1)) is None
        server.data = "250 OK"
        decisions.retry(message.id, make.user("clerk"), NOW)
        assert deliver(message.id, NOW) == MessageState.SENT
    assert [mail["Message-ID"] for mail in server.got] == [message.message_id] * 2


def test_server_that_never_answers_data_leaves_it_unknown(port: int, settings: Settings) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    message = posted()
    with mail_server(port, delay=1.0):
        assert deliver(message.id, NOW) == MessageState.UNKNOWN


def test_address_that_was_spoilt_later_is_refused_before_the_server_is_asked(port: int) -> None:
    message = posted()
    Message.objects.update(to="x@y.vn\nBcc: z@y.vn")
    with mail_server(port) as server:
        assert deliver(message.id, NOW) == MessageState.REFUSED
    assert server.got == []


def test_subject_with_a_line_break_is_refused_and_named(port: int) -> None:
    message = posted()
    message.letter.subject = "Một\nBcc: z@y.vn"
    message.letter.save()
    with mail_server(port) as server:
        assert deliver(message.id, NOW) == MessageState.REFUSED
    assert server.got == []


def test_letter_whose_bytes_are_gone_is_refused_and_the_next_goes_on(port: int) -> None:
    lost, fine = posted(), posted()
    lost.letter.pdf.storage.delete(str(lost.letter.pdf.name))
    with mail_server(port) as server:
        assert deliver(lost.id, NOW) == MessageState.REFUSED
        assert deliver(fine.id, NOW) == MessageState.SENT
    assert len(server.got) == 1


def test_message_refused_while_sending_is_not_marked_sent_by_an_older_claim(port: int) -> None:
    """A deliverer that failed late does not overwrite what a person has decided since."""
    message = posted()
    with mail_server(port, data="451 4.3.0 Later") as server:
        claimed = delivery._claim(message.id, NOW)
        assert claimed is not None
        Message.objects.update(state=MessageState.SENT)
        assert delivery._record(claimed, delivery._attempt(claimed), NOW) is None
    assert server.got == []
    assert Message.objects.get().state == MessageState.SENT
