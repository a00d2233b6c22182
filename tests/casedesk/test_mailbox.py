"""Mail fetched from a real Dovecot: each once, marked only when kept, whatever happens in between."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection, connections
from django.db.models import Model
from pytest_django.fixtures import Settings

from casedesk.incoming import fetching
from casedesk.models import Act, Event, IncomingFile, IncomingMail, MailFolder, MailState, State
from tests import make, paper
from tests.casedesk.killed import DIED
from tests.dovecot import Dovecot, dovecot
from tests.letters.letter import needs_threads
from tests.mails import mail, sent
from tests.site import eventually

pytestmark = [pytest.mark.process, pytest.mark.django_db]


@pytest.fixture(scope="module")
def running() -> Iterator[Dovecot]:
    with dovecot() as server:
        yield server


@pytest.fixture
def server(running: Dovecot, settings: Settings) -> Iterator[Dovecot]:
    settings.INCOMING_MAIL = settings.INCOMING_MAIL | running.settings
    yield running
    with running.open() as box:
        box.delete(box.uids())


def test_new_mail_is_kept_and_marked(server: Dovecot) -> None:
    case = make.case(State.SUPPLEMENT_REQUESTED)
    server.put(mail(subject="một"), mail(In_Reply_To=sent(case).message_id, files=(("a.pdf", paper.pdf(1)),)))
    assert fetching.fetch() == 2
    assert server.seen() == [True, True]
    assert list(IncomingMail.objects.order_by("id").values_list("subject", "state")) == [
        ("một", MailState.QUESTION),
        ("Về hồ sơ của công ty", MailState.JOINED),
    ]
    assert IncomingMail.objects.latest("pk").arrived_at == make.NOW
    case.refresh_from_db()
    assert case.state == State.RECEIVED


def test_what_is_kept_is_not_fetched_again(server: Dovecot) -> None:
    server.put(mail())
    assert [fetching.fetch(), fetching.fetch()] == [1, 0]
    with server.open() as box:
        box.flag(box.uids(), r"\Seen", False)
    assert fetching.fetch() == 0
    server.put(mail())
    assert fetching.fetch() == 1
    assert IncomingMail.objects.count() == 2


def test_mail_that_a_person_has_read_is_fetched_all_the_same(server: Dovecot) -> None:
    server.put(mail())
    with server.open() as box:
        box.flag(box.uids(), r"\Seen", True)
    assert fetching.fetch() == 1


def test_a_mailbox_numbered_anew_doubles_nothing(server: Dovecot) -> None:
    server.put(mail(subject="một"), mail(subject="hai"))
    fetching.fetch()
    before = MailFolder.objects.get().uid_validity
    server.number_anew()
    server.put(mail(subject="ba"))
    assert fetching.fetch() == 3
    assert MailFolder.objects.get().uid_validity != before
    assert sorted(IncomingMail.objects.values_list("subject", flat=True)) == ["ba", "hai", "một"]


def test_the_line_cut_after_keeping_marks_later(server: Dovecot) -> None:
    server.put(mail(), mail())
    with fetching.opened() as box:
        folder = fetching._folder(box)
        for listed in fetching._listed(box, fetching._new_uids(box, folder)):
            fetching._take(box, folder, listed)
    assert server.seen() == [False, False]
    assert fetching.fetch() == 0
    assert server.seen() == [True, True]
    assert IncomingMail.objects.count() == 2


def test_what_could_not_be_kept_is_not_marked(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    server.put(mail(), mail())

    def full(*_args: object, **_more: object) -> None:
        raise OperationalError("disk full")

    for _time in range(5):
        with monkeypatch.context() as disk, pytest.raises(OperationalError):
            disk.setattr(Model, "save", full)
            fetching.fetch()
    assert server.seen() == [False, False]
    assert IncomingMail.objects.count() == 0
    assert fetching.fetch() == 2
    assert all(row.is_whole for row in IncomingMail.objects.all())


def test_a_mail_that_is_too_large_is_not_downloaded(server: Dovecot, settings: Settings) -> None:
    settings.INCOMING_MAIL = settings.INCOMING_MAIL | {"megabytes": 1}
    server.put(mail(subject="to", files=(("a.pdf", os.urandom(2 * 2**20)),)), mail(subject="nhỏ"))
    fetching.fetch()
    large, small = IncomingMail.objects.order_by("id")
    assert (large.subject, large.is_whole, small.subject) == ("to", False, "nhỏ")
    assert "quá 1 MB" in large.problems[0]
    assert len(large.read_raw()) < 10_000
    assert large.size > 2 * 2**20


def test_a_mail_that_ended_the_process_thrice_is_kept_by_its_headers(server: Dovecot) -> None:
    server.put(mail(subject="độc"), mail(subject="lành"))
    with fetching.opened() as box:
        folder = fetching._folder(box)
        first = fetching._new_uids(box, folder)[0]
    MailFolder.objects.update(trying_uid=first, tries=fetching.MOST_TRIES)
    fetching.fetch()
    assert list(IncomingMail.objects.order_by("id").values_list("subject", "is_whole")) == [
        ("độc", False),
        ("lành", True),
    ]


def test_many_mails_come_in_batches(server: Dovecot, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "BATCH", 5)
    server.put(*[mail() for _number in range(12)])
    assert fetching.fetch() == 12
    assert all(server.seen())


def test_mail_before_a_day_is_left(server: Dovecot, settings: Settings) -> None:
    settings.INCOMING_MAIL = settings.INCOMING_MAIL | {"since": "2026-11-24"}
    server.put(mail())
    assert fetching.fetch() == 0
    settings.INCOMING_MAIL = settings.INCOMING_MAIL | {"since": "2026-11-23"}
    assert fetching.fetch() == 1


def test_what_is_kept_is_moved_where_the_settings_say(server: Dovecot, settings: Settings) -> None:
    settings.INCOMING_MAIL = settings.INCOMING_MAIL | {"done_folder": "Đã nhận"}
    server.put(mail(), mail())
    fetching.fetch()
    with server.open() as box:
        assert box.uids() == []
        box.folder.set("Đã nhận")
        assert len(box.uids()) == 2
    assert fetching.fetch() == 0


def test_the_certificate_is_checked(server: Dovecot, settings: Settings) -> None:
    settings.INCOMING_MAIL = settings.INCOMING_MAIL | {"port": server.tls_port, "tls": "1"}
    with pytest.raises(OSError, match="certificate"):
        fetching.fetch()
    settings.INCOMING_MAIL = settings.INCOMING_MAIL | {"authority": str(server.tls.authority)}
    assert fetching.fetch() == 0
    settings.INCOMING_MAIL = settings.INCOMING_MAIL | {"port": server.port, "tls": "starttls"}
    assert fetching.fetch() == 0


def test_a_wrong_password_is_told(server: Dovecot, settings: Settings) -> None:
    settings.INCOMING_MAIL = settings.INCOMING_MAIL | {"password": "sai"}
    with pytest.raises(CommandError, match="hộp thư"):
        call_command("mail")


def test_without_a_mailbox_nothing_runs(settings: Settings) -> None:
    settings.INCOMING_MAIL = settings.INCOMING_MAIL | {"host": ""}
    assert not fetching.is_wanted()
    with pytest.raises(CommandError, match="CASEDESK_IMAP_HOST"):
        call_command("mail")


@pytest.mark.django_db(transaction=True)
def test_mail_is_kept_as_it_comes(server: Dovecot) -> None:
    needs_threads()
    stop = threading.Event()

    def work() -> None:
        try:
            fetching.watch(stop)
        finally:
            connection.close()

    server.put(mail())
    thread = threading.Thread(target=work)
    thread.start()
    try:
        eventually(lambda: MailFolder.objects.exclude(seen_at=None).exists(), seconds=30)
        server.put(mail())
        eventually(lambda: IncomingMail.objects.count() == 2, seconds=70)
    finally:
        stop.set()
        thread.join(20)
    assert MailFolder.objects.get().problem == ""


STEPS = [
    ("call", "casedesk.incoming.arriving", "take"),
    ("return", "casedesk.incoming.arriving", "take"),
    ("call", "casedesk.incoming.papers", "_bring"),
    ("return", "casedesk.reception", "receive"),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: "-".join(step))
def test_a_fetcher_that_is_killed_loses_and_doubles_nothing(step: tuple[str, str, str], server: Dovecot) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the fetcher opens SQLite's file")
    case = make.case(State.SUPPLEMENT_REQUESTED)
    server.put(mail(subject="một"), mail(In_Reply_To=sent(case).message_id, files=(("a.pdf", paper.pdf(1)),)))
    connections.close_all()
    assert killed(step, server) == DIED, "the step was never reached"
    fetching.fetch()
    assert sorted(IncomingMail.objects.values_list("subject", flat=True)) == ["Về hồ sơ của công ty", "một"]
    assert server.seen() == [True, True]
    assert case.scans.count() == 2
    assert IncomingFile.objects.get().scan == case.scans.latest("pk")
    assert Event.objects.filter(act=Act.SUPPLEMENTED).count() == 1
    assert not IncomingMail.objects.filter(owes_papers=True).exists()


def killed(step: tuple[str, str, str], server: Dovecot) -> int:
    """Run a fetcher that dies at a step; return how it ended."""
    environment = os.environ | {
        "CASEDESK_DATABASE": f"sqlite:///{connection.settings_dict['NAME']}",
        "CASEDESK_DATA": str(configured.DATA_ROOT),
        "CASEDESK_IMAP_TLS": "0",
        "DJANGO_SETTINGS_MODULE": "casedesk.settings",
    }
    environment |= {f"CASEDESK_IMAP_{name.upper()}": str(value) for name, value in server.settings.items()}
    command = [sys.executable, "-m", "tests.casedesk.killed_fetcher", *step]
    return subprocess.run(command, env=environment, check=False, timeout=60).returncode
