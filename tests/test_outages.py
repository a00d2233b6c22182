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


STATES = "SELECT state FROM casedesk_case"
MAILS = "SELECT state FROM letters_message"
PATIENCE = 150
"""Seconds that a busy machine may take."""


def test_a_killed_worker_loses_nothing_and_the_dossier_is_read_again(site: Site) -> None:
    sample = dossiers.make(9, quality="clean", received=RECEIVED)
    made = Path(sample.save(site.data / "sample"))
    made.rename(site.scans / "buu-dien" / made.name)
    reading = "SELECT COUNT(*) FROM casedesk_case WHERE state = 'received' AND leased_until IS NOT NULL"
    eventually(lambda: site.ask(reading) == [(1,)], seconds=PATIENCE)
    for worker in site.children("db_worker"):
        os.kill(worker, signal.SIGKILL)
    assert site.ask(STATES) == [("received",)]
    eventually(lambda: site.ask(STATES) == [("checked",)], seconds=PATIENCE)


def test_a_mail_server_that_is_away_delays_the_letter_visibly_and_it_goes_out_once(site: Site) -> None:
    refused = (
        "from tests import make; from casedesk import actions; from django.utils import timezone;"
        "from casedesk.models import User; case = make.case();"
        "actions.refuse(case.id, 'Không thuộc thẩm quyền.', User.objects.get(username='vanthu'), timezone.now())"
    )
    site.manage("shell", "-v", "0", "-c", refused)
    failed = "SELECT COUNT(*) FROM letters_message WHERE attempts > 0 AND last_error != ''"
    eventually(lambda: site.ask(failed) == [(1,)], seconds=PATIENCE)
    assert site.ask(MAILS) == [("waiting",)]
    kept = Kept()
    server = Controller(kept, hostname=ELSEWHERE, port=site.smtp_port)
    server.start()
    try:
        eventually(lambda: site.ask(MAILS) == [("sent",)], seconds=PATIENCE)
    finally:
        server.stop()
    assert len(kept.received) == 1
