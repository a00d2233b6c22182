"""A letter goes out once, over real SMTP, with the right headers and parts."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from letters.delivery import deliver
from letters.models import Message, MessageState
from tests import make
from tests.letters.letter import MailServer, mail_server, needs_threads, posted
from tests.site import free_port

pytestmark = pytest.mark.django_db
NOW = make.NOW


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    settings.DEFAULT_FROM_EMAIL = "Trung tâm Mẫu <hotro@casedesk.example>"
    with mail_server(settings.EMAIL_PORT) as running:
        yield running


def test_letter_arrives_whole(server: MailServer) -> None:
    message = posted()
    assert deliver(message.id, NOW) == MessageState.SENT
    (mail,) = server.got
    (attached,) = mail.iter_attachments()
    assert mail["To"] == make.EMAIL
    assert mail["From"] == "Trung tâm Mẫu <hotro@casedesk.example>"
    assert mail["Subject"].strip() == message.letter.subject
    assert mail["Message-ID"] == message.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == NOW
    assert (attached.get_filename(), attached.get_content_type()) == (message.letter.file_name, "application/pdf")
    assert attached.get_payload(decode=True) == message.letter.read_pdf()
    assert _part(mail, "plain") == message.letter.text.splitlines()
    assert _part(mail, "html") == message.letter.html.splitlines()


def test_sent_letter_is_recorded_and_never_sent_again(server: MailServer) -> None:
    message = posted()
    deliver(message.id, NOW)
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.attempts) == (MessageState.SENT, NOW, 1)
    assert deliver(message.id, NOW + timedelta(days=1)) is None
    assert len(server.got) == 1


def test_letter_that_is_not_due_is_left(server: MailServer) -> None:
    assert deliver(posted().id, NOW - timedelta(seconds=1)) is None
    assert server.got == []


def test_later_letter_of_a_case_waits_for_the_earlier(server: MailServer) -> None:
    first = posted()
    second = posted(first.case)
    assert deliver(second.id, NOW) is None
    assert deliver(first.id, NOW) == deliver(second.id, NOW) == MessageState.SENT
    assert [mail["Message-ID"] for mail in server.got] == [first.message_id, second.message_id]


def test_tls_that_the_server_lacks_delays_the_letter(server: MailServer, settings: Settings) -> None:
    settings.EMAIL_USE_TLS = True
    assert deliver(posted().id, NOW) == MessageState.WAITING
    assert server.got == []


@pytest.mark.django_db(transaction=True)
def test_two_deliverers_at_once_send_once(server: MailServer) -> None:
    needs_threads()
    server.delay = 0.2
    message = posted()
    states: list[MessageState | None] = []
    together = threading.Barrier(2)

    def work() -> None:
        together.wait()
        try:
            states.append(deliver(message.id, NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(states, key=str) == [None, MessageState.SENT]
    assert len(server.got) == 1
    assert Message.objects.get().attempts == 1


def _part(mail: EmailMessage, kind: str) -> list[str]:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).splitlines()
