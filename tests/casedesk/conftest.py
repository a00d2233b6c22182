"""What these tests share: a mail server that takes the answers, who proposes, and samples drawn quickly."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_django.fixtures import Settings

from casedesk.models import User
from casedesk.samples import wear
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


@pytest.fixture
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw samples at 60 dpi, where what is true of them is asked for and not how they look."""
    drawn = wear.draw
    monkeypatch.setattr(wear, "draw", lambda chance, quality: replace(drawn(chance, quality), dpi=60))
