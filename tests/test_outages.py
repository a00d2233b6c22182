"""Killed workers and an absent mail server: nothing lost, nothing doubled."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from casedesk.samples import dossiers
from tests.site import Site, eventually
from tests.test_journey import RECEIVED

pytestmark = pytest.mark.process
ELSEWHERE = "127.0.0.2"
"""An address of this machine where no mail server listens until a test starts one."""


class Kept(Message):
    """Keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[str] = []

    def handle_message(self, message: object) -> None:
        """Keep the message's identity."""
        self.received.append(str(message["Message-ID"]))  # type: ignore[index]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    running = Site(tmp_path, extra={"CASEDESK_SMTP_HOST": ELSEWHERE, "CASEDESK_READING_LEASE": "15"}).start()
    yield running
    running.stop()


def ask(site: Site, expression: str) -> str:
    """Return what an expression over the site's database says."""
    code = f"from casedesk.models import *; from letters.models import *; print(repr({expression}))"
    return site.manage("shell", "-v", "0", "-c", code).strip()


def test_a_killed_worker_loses_nothing_and_the_dossier_is_read_again(site: Site) -> None:
    sample = dossiers.make(9, quality="clean", received=RECEIVED)
    made = Path(sample.save(site.data / "sample"))
    made.rename(site.scans / "buu-dien" / made.name)
    reading = "Case.objects.filter(state='received', leased_until__isnull=False).count()"
    eventually(lambda: ask(site, reading) == "1", seconds=60)
    for worker in site.children("db_worker"):
        os.kill(worker, signal.SIGKILL)
    assert ask(site, "Case.objects.get().state") == "'received'"
    eventually(lambda: ask(site, "Case.objects.get().state") == "'checked'", seconds=60)
    assert ask(site, "Case.objects.count()") == "1"


def test_a_mail_server_that_is_away_delays_the_letter_visibly_and_it_goes_out_once(site: Site) -> None:
    refused = (
        "from tests import make; from casedesk import actions; from django.utils import timezone;"
        "from casedesk.models import User; case = make.case();"
        "actions.refuse(case.id, 'Không thuộc thẩm quyền.', User.objects.get(username='vanthu'), timezone.now())"
    )
    site.manage("shell", "-v", "0", "-c", refused)
    eventually(
        lambda: ask(site, "[m.attempts > 0 and bool(m.last_error) for m in Message.objects.all()]") == "[True]",
        seconds=40,
    )
    assert ask(site, "Message.objects.get().state") == "'waiting'"
    kept = Kept()
    server = Controller(kept, hostname=ELSEWHERE, port=site.smtp_port)
    server.start()
    try:
        eventually(lambda: ask(site, "Message.objects.get().state") == "'sent'", seconds=60)
    finally:
        server.stop()
    assert len(kept.received) == 1
