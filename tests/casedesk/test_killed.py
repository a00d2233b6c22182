"""A worker killed at any step between "approved" and "answered" leaves exactly one change and one answer."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.db import connection, connections
from django.utils import timezone
from pytest_django.fixtures import Settings

from casedesk import actions, again, answering, pipeline
from casedesk.accounts import loads
from casedesk.accounts.declared import LoadState
from casedesk.accounts.models import Account, AppliedKey, Binding, Handover
from casedesk.models import Act, Case, Event, LetterOrder, State
from casedesk.samples import certificates as made_up
from intake.facts import Request
from letters import outbox
from letters.models import Letter, Letterhead, Message, MessageState
from tests import make
from tests.casedesk.killed import DIED
from tests.letters.letter import MailServer, mail_server
from tests.site import free_port

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]

STEPS = [
    ("call", "casedesk.fulfilment", "carry_out"),
    ("call", "casedesk.accounts.registry", "_on_account"),
    ("return", "casedesk.accounts.registry", "_once"),
    ("call", "casedesk.fulfilment", "_record"),
    ("call", "casedesk.answering", "_write"),
    ("return", "letters.outbox", "post"),
    ("call", "letters.delivery", "_attempt"),
    ("call", "letters.delivery", "_record"),
]
"""Each named step: when it is called, or when it has returned."""


def work() -> None:
    """Do what a worker does, until nothing waits."""
    for _ in range(20):
        now = timezone.now()
        if answering.write_next(now):
            continue
        case = pipeline.claim(now)
        if case:
            pipeline.step(case)
        elif not loads.work_next(now) and not outbox.due(now):
            return
        for message in outbox.due(timezone.now()):
            answering.send(message, timezone.now())


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    with mail_server(settings.EMAIL_PORT) as running:
        yield running


def approved(request: Request) -> Case:
    Letterhead.objects.update_or_create(effective_from="2026-01-01", defaults={"signer": "Người Ký Thử"})
    technician, now = make.user("technician"), timezone.now()
    case = make.case(State.ASSIGNED, technician=technician, request=request)
    is_password = request == Request.RESET_PASSWORD
    new = None if is_password else made_up.make(make.COMPANY, make.TAX_CODE, now, serial="54AC")
    actions.propose(case.pk, new, "", technician, now)
    actions.approve(case.pk, make.user("supervisor"), now)
    return case


def killed(step: tuple[str, str, str]) -> int:
    """Run a worker that dies at a step; return how it ended."""
    environment = os.environ | {
        "CASEDESK_DATABASE": f"sqlite:///{connection.settings_dict['NAME']}",
        "CASEDESK_DATA": str(configured.DATA_ROOT),
        "CASEDESK_SMTP_PORT": str(configured.EMAIL_PORT),
        "DJANGO_SETTINGS_MODULE": "casedesk.settings",
    }
    command = [sys.executable, "-m", "tests.casedesk.killed", *step]
    return subprocess.run(command, env=environment, check=False, timeout=60).returncode


def after_a_minute() -> None:
    """Let every lease run out, as a minute does, and let the watcher look for lost work."""
    past = timezone.now() - timedelta(minutes=10)
    Case.objects.exclude(leased_until=None).update(leased_until=past)
    LetterOrder.objects.exclude(leased_until=None).update(leased_until=past)
    Message.objects.exclude(claimed_at=None).update(claimed_at=past)
    pipeline.recover(timezone.now())


@pytest.mark.parametrize("step", STEPS, ids=lambda step: "-".join(step))
def test_exactly_one_change_and_one_answer(step: tuple[str, str, str], server: MailServer) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the worker opens SQLite's file")
    is_password = STEPS.index(step) % 2 == 0
    case = approved(Request.RESET_PASSWORD if is_password else Request.REBIND_LOST)
    connections.close_all()
    assert killed(step) == DIED, "the step was never reached"
    after_a_minute()
    work()
    case.refresh_from_db()
    assert AppliedKey.objects.count() == 1
    assert Binding.objects.filter(serial="54AC").count() == (0 if is_password else 1)
    assert Handover.objects.count() == (1 if is_password else 0)
    assert Event.objects.filter(case=case, act=Act.FULFILLED).count() == 1
    assert Letter.objects.filter(kind="answer").count() == 1
    assert len(server.got) <= 1
    message = Message.objects.get()
    if step[1] == "letters.delivery":
        assert (case.state, message.state) == (State.ANSWERED, MessageState.UNKNOWN), "a person decides"
    else:
        assert (case.state, message.state, len(server.got)) == (State.CLOSED, MessageState.SENT, 1)


def test_what_is_asked_for_again_is_done_once_too(server: MailServer) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the worker opens SQLite's file")
    case = approved(Request.REBIND_LOST)
    work()
    again.undo(case.pk, "Gắn nhầm.", make.user("technician"), timezone.now())
    actions.approve(case.pk, make.user("supervisor"), timezone.now())
    connections.close_all()
    assert killed(("return", "casedesk.accounts.registry", "_once")) == DIED
    after_a_minute()
    work()
    case.refresh_from_db()
    assert [one.serial for one in Binding.objects.all()] == ["5401ABCD", "54AC", "5401ABCD"]
    assert (case.state, Letter.objects.filter(kind="answer").count(), len(server.got)) == (State.CLOSED, 2, 2)


def test_a_registry_file_is_applied_as_a_whole_or_not_at_all(server: MailServer) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the worker opens SQLite's file")
    table = "Loại,Mã số thuế,Tên\nTK,0100000028,CÔNG TY HAI\n"
    now = timezone.now()
    load = loads.hand_in("so.csv", table.encode(), "Sổ", make.user("technician"), now)
    work()
    loads.accept(load.pk, make.user("supervisor"), now)
    connections.close_all()
    assert killed(("return", "casedesk.accounts.loading", "carry_out")) == DIED
    load.refresh_from_db()
    assert (load.state, Account.objects.count()) == (LoadState.ACCEPTED, 0)
    work()
    load.refresh_from_db()
    assert (load.state, Account.objects.count()) == (LoadState.APPLIED, 1)
