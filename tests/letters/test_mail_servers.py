"""A real mail server that is away for a while, slow, strict, closing or picky: nothing is lost or sent twice."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from pytest_django.fixtures import Settings

from letters import decisions, outbox
from letters.content import Enclosure
from letters.delivery import DELAYS, LONGEST_AWAY, deliver
from letters.models import Message, MessageState
from tests import make
from tests.letters.letter import posted
from tests.letters.mail_servers import Moody, Reporting, certificate, nobody_signs_in, running
from tests.site import free_port

pytestmark = pytest.mark.django_db
NOW = make.NOW
WAITING, SENT, REFUSED, UNKNOWN = (
    MessageState.WAITING,
    MessageState.SENT,
    MessageState.REFUSED,
    MessageState.UNKNOWN,
)


@pytest.fixture(autouse=True)
def port(settings: Settings) -> int:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    return int(settings.EMAIL_PORT)


def work(now: datetime) -> list[int]:
    """Do what the worker does when it is woken; return the letters that it tried."""
    return [message for message in outbox.due(now) if deliver(message, now) is not None]


def states() -> list[str]:
    return list(Message.objects.order_by("id").values_list("state", flat=True))


def identities(server: Moody) -> list[str]:
    return [str(mail["Message-ID"]) for mail in server.got]


@pytest.mark.parametrize("away", [10, 60, 300])
def test_server_that_is_away_for_a_while(port: int, away: int) -> None:
    """The watcher wakes the worker every two seconds; only the clock that is passed runs."""
    first, other = posted(), posted()
    second = posted(first.case)
    tries = 0
    for second_of_outage in range(0, away, 2):
        tries += len(work(NOW + timedelta(seconds=second_of_outage)))
    assert states() == [WAITING] * 3
    assert tries <= 3 + away / 100, "three letters do not knock at a closed door each by itself"
    with running(Moody(port)) as server:
        at = away
        while MessageState.WAITING in states():
            work(NOW + timedelta(seconds=at))
            at += 2
            assert at < away + LONGEST_AWAY.seconds + 4, "and nobody waits an hour for a server that is back"
        work(NOW + timedelta(days=2))
    assert sorted(identities(server)) == sorted(m.message_id for m in (first, second, other))
    assert identities(server).index(first.message_id) < identities(server).index(second.message_id)
    assert states() == [SENT] * 3


def test_letters_that_waited_for_the_server_go_as_soon_as_one_got_through(port: int) -> None:
    letters = [posted() for _ in range(3)]
    deliver(letters[0].id, NOW)
    Message.objects.filter(pk=letters[0].pk).update(next_at=NOW + timedelta(hours=1), attempts=9)
    assert outbox.due(NOW) == [], "the others do not try a server that was away a moment ago"
    with running(Moody(port)) as server:
        assert work(NOW + DELAYS[0]) == [letter.id for letter in letters[1:]]
        assert outbox.due(NOW + DELAYS[0]) == [letters[0].id], "not in an hour"
        work(NOW + DELAYS[0])
    assert len(server.got) == 3


def test_slow_server_gets_each_letter_once(port: int) -> None:
    letters = [posted() for _ in range(2)]
    with running(Moody(port, slow=0.2, delay=0.3)) as server:
        assert work(NOW) == [letter.id for letter in letters]
    assert states() == [SENT, SENT] and len(server.got) == 2


def test_greylisted_letter_goes_out_at_the_second_try(port: int) -> None:
    message = posted()
    with running(Moody(port, greylist=True)) as server:
        assert deliver(message.id, NOW) == WAITING
        message.refresh_from_db()
        assert message.server_said == "451 4.7.1 Greylisted, try again later"
        assert "chống thư rác" in message.last_error and not message.is_held
        assert work(NOW + DELAYS[0] - timedelta(seconds=1)) == []
        assert work(NOW + DELAYS[0]) == [message.id]
    assert states() == [SENT] and len(server.got) == 1


def test_one_recipient_is_refused_and_the_others_get_theirs(port: int) -> None:
    lost = posted(to="khong-co@mauthu.example")
    later, other = posted(lost.case), posted()
    with running(Moody(port, refused={lost.to: "550 5.1.1 User unknown"})) as server:
        work(NOW)
        work(NOW)
    assert states() == [REFUSED, SENT, SENT]
    assert identities(server) == [other.message_id, later.message_id] or len(server.got) == 2
    lost.refresh_from_db()
    assert lost.last_error == "Hộp thư này không có ở máy chủ của doanh nghiệp: kiểm tra lại địa chỉ."
    assert lost.server_said == "550 5.1.1 User unknown"


@pytest.mark.parametrize(
    "answers", [{"mail": "421 4.3.2 Closing"}, {"rcpt": "421 4.3.2 Closing"}, {"data": "421 4.3.2 Closing"}]
)
def test_server_that_closes_in_mid_session_gets_it_later(port: int, answers: dict[str, Any]) -> None:
    message, other = posted(), posted()
    with running(Moody(port, **answers)) as server:
        assert work(NOW) == [message.id], "the other does not try a server that is closing"
        assert states() == [WAITING, WAITING]
        server.mail = server.rcpt = server.data = "250 OK"
        work(NOW + DELAYS[0])
        work(NOW + DELAYS[0])
    assert sorted(identities(server)) == sorted([message.message_id, other.message_id])


def test_line_cut_after_the_whole_letter_is_unknown_and_holds_up_nobody(port: int) -> None:
    first = posted()
    second = posted(first.case)
    with running(Moody(port, data="cut")) as server:
        assert deliver(first.id, NOW) == UNKNOWN
        server.data = "250 OK"
        assert work(NOW + timedelta(days=1)) == [second.id]
    assert identities(server) == [first.message_id, second.message_id], "each was handed over once"


def test_server_without_tls_is_not_trusted_with_a_letter(port: int, settings: Settings) -> None:
    settings.EMAIL_USE_TLS = True
    message = posted()
    with running(Moody(port)) as server:
        assert deliver(message.id, NOW) == WAITING
    assert "TLS" in Message.objects.get().last_error and server.recipients == []


def test_starttls_with_a_certificate_that_nobody_vouches_for_fails(
    port: int, settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_USE_TLS = True
    message = posted()
    with running(Moody(port), tls_context=certificate(tmp_path)) as server:
        assert deliver(message.id, NOW) == WAITING
    message.refresh_from_db()
    assert "TLS" in message.last_error and message.is_held and message.server_said
    assert server.recipients == []


def test_wrong_password_keeps_the_letters_and_tells_the_administrator(port: int, settings: Settings) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "hotro", "sai-mat-khau"
    message, other = posted(), posted()
    how = {"authenticator": nobody_signs_in, "auth_required": True, "auth_require_tls": False}
    with running(Moody(port), **how) as server:
        assert work(NOW) == [message.id]
    message.refresh_from_db()
    assert (message.state, message.is_held) == (WAITING, True)
    assert "mật khẩu của trung tâm" in message.last_error and message.server_said.startswith("535")
    assert "sai-mat-khau" not in message.last_error + message.server_said
    assert server.recipients == [] and other.state == WAITING


def test_server_that_wants_a_name_is_our_fault_and_not_the_letters(port: int) -> None:
    message = posted()
    how = {"authenticator": nobody_signs_in, "auth_required": True, "auth_require_tls": False}
    with running(Moody(port), **how):
        assert deliver(message.id, NOW) == WAITING
    assert Message.objects.get().server_said.startswith("530")


def test_letter_larger_than_the_server_takes_goes_to_a_person(port: int) -> None:
    message = posted()
    with running(Moody(port), data_size_limit=20_000) as server:
        assert deliver(message.id, NOW) == REFUSED
    message.refresh_from_db()
    assert message.last_error == "Thư lớn hơn mức máy chủ nhận." and message.server_said.startswith("552")
    assert server.recipients == [], "it was not sent to find out"


def test_letter_of_thirty_megabytes_is_set_aside_and_the_next_goes_out(port: int) -> None:
    heavy, fine = posted(), posted()
    letter = heavy.letter
    letter.keep_body(letter.text, letter.html, "nang.mail", [Enclosure("a.bin", "x/y", b"0" * 30 * 1024**2)])
    letter.save()
    with running(Moody(port)) as server:
        work(NOW)
    heavy.refresh_from_db()
    assert states() == [REFUSED, SENT] and identities(server) == [fine.message_id]
    assert "quá mức 20 MB" in heavy.last_error and heavy.last_error.startswith("Thư nặng 4")
    assert "quá mức" in outbox.too_large(heavy.letter), "a new one is told of when it is queued"


def test_letter_whose_words_cannot_be_unsealed_is_set_aside_and_the_next_goes_out(port: int) -> None:
    broken, fine = posted(), posted()
    name = str(broken.letter.body.name)
    Path(broken.letter.body.storage.path(name)).write_bytes(b"gAAAAA-khong-phai-niem-phong")
    with running(Moody(port)) as server:
        work(NOW)
    broken.refresh_from_db()
    assert states() == [REFUSED, SENT] and identities(server) == [fine.message_id]
    assert "niêm phong" in broken.last_error


def test_letter_without_words_is_set_aside(port: int) -> None:
    broken, fine = posted(), posted()
    broken.letter.body.save("rong.mail", ContentFile(b"{}"), save=True)
    with running(Moody(port)) as server:
        work(NOW)
    assert states() == [REFUSED, SENT] and identities(server) == [fine.message_id]


def test_address_with_marks_in_its_domain_goes_out_in_ascii(port: int) -> None:
    with running(Moody(port)) as server:
        assert deliver(posted(to="ketoan@công-ty-mẫu.vn").id, NOW) == SENT
    assert server.recipients == ["ketoan@xn--cng-ty-mu-g7a8974f.vn"]


def test_reports_are_asked_to_leave_the_letter_out(port: int) -> None:
    with running(Reporting(port)) as server:
        assert deliver(posted().id, NOW) == SENT
    assert ["RET=HDRS"] in server.options


def test_letter_that_was_refused_goes_out_once_a_person_has_the_right_address(port: int) -> None:
    message = posted(to="khong-co@mauthu.example")
    with running(Moody(port, refused={message.to: "550 5.1.1 User unknown"})) as server:
        work(NOW)
        decisions.readdress(message.case_id, message.to, make.EMAIL, make.user("clerk"), NOW)
        work(NOW)
    assert states() == [SENT] and server.got[0]["To"] == make.EMAIL
    assert identities(server) == [message.message_id]
