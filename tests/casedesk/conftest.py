"""What tests of an account's change share: a mail server that takes the answers, and who proposes."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from casedesk.models import User
from letters.models import Letterhead
from tests import make
from tests.letters.letter import MailServer, mail_server
from tests.site import free_port


@pytest.fixture
def server(db: None, settings: Settings) -> Iterator[MailServer]:
    Letterhead.objects.update(signer="Người Ký Thử")
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    with mail_server(settings.EMAIL_PORT) as running:
        yield running


@pytest.fixture
def technician() -> User:
    return make.user("technician")
