"""The demo's mail catcher keeps what it is sent, through a restart, and starts nowhere else."""

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from casedesk import mailcatcher
from letters.delivery import deliver
from letters.models import MessageState
from tests import make
from tests.letters.letter import posted
from tests.site import free_port


@pytest.fixture
def port(settings: Settings) -> int:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    return int(settings.EMAIL_PORT)


@pytest.mark.django_db
def test_caught_mail_is_kept_through_a_restart(port: int) -> None:
    messages = [posted(), posted()]
    for message in messages:
        server = mailcatcher.controller("127.0.0.1", port)
        server.start()
        assert deliver(message.id, make.NOW) == MessageState.SENT
        server.stop()
    caught = mailcatcher.messages()
    assert [one.subject for one in caught] == [message.letter.subject for message in messages]
    (one,) = [one for one in caught if messages[0].letter.reference in one.text]
    assert (one.to, one.attachments[0].size) == (make.EMAIL, messages[0].letter.size)
    assert make.COMPANY in one.text
    name, media_type, content = mailcatcher.attachment(one.key, 0)
    assert (name, media_type, content[:4]) == (messages[0].letter.file_name, "application/pdf", b"%PDF")


def test_nothing_caught_yet() -> None:
    assert mailcatcher.messages() == []


@pytest.mark.parametrize("key", ["khong-co", "../../secret", ""])
def test_unknown_attachment(key: str) -> None:
    with pytest.raises(LookupError):
        mailcatcher.attachment(key, 0)


def test_refuses_outside_the_demo(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="bản thử"):
        call_command("mailcatcher", port=1)
