"""What the machine does next: read, check, carry out, answer, send; each step is found again if it is lost.

A task carries no case: it is a wake-up call, and `claim` finds the work. So a task may be lost, doubled or
killed; the case's state is the truth.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from casedesk import answering, checking, fulfilment, history, mailed, signed_papers
from casedesk.accounts import loads
from casedesk.lib.outcomes import NeedsPerson, TryAgain
from casedesk.models import Act, Case, State
from intake import drafts, files, isolated, records
from intake.leaf import Leaf
from intake.models import Scan
from letters import outbox
from letters.models import MessageState

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
MOST_TRIES = 40
"""A side that is away is asked every half minute; after twenty minutes a person is told."""
MAIL_PRIORITY = 50
MACHINE_STATES = (State.RECEIVED, State.APPROVED)
"""States that the machine leaves by itself; `halted_because` takes a case out of its hands."""


def wake() -> None:
    """Queue a look for work, after the caller's transaction."""
    transaction.on_commit(lambda: work.enqueue())


@task()
def work() -> None:
    """Write the next letter that is owed, or move the next case; then wake up again if more waits."""
    if answering.write_next(timezone.now()):
        send_mail.using(priority=MAIL_PRIORITY).enqueue()
    else:
        case = claim(timezone.now())
        if case is not None:
            step(case)
        elif not loads.work_next(timezone.now()):
            return
    if is_waiting(timezone.now()):
        work.enqueue()


@task()
def send_mail() -> None:
    """Hand every letter that is due to the mail server, and close the cases whose answer has gone out.

    A letter that breaks the machine is left to `recover`, and the others go out.
    """
    for message_id in outbox.due(timezone.now()):
        try:
            answering.send(message_id, timezone.now())
        except Exception:
            log.exception("message %d: sending failed", message_id)


def is_waiting(now: datetime) -> bool:
    """Say whether a letter, a case or a registry file waits for the machine."""
    return bool(answering.waiting(now)) or waiting(now).exists() or loads.is_waiting()


def waiting(now: datetime) -> QuerySet[Case]:
    """Return the cases that the machine could take now, in the order of the clock."""
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    found = Case.objects.filter(free, state__in=MACHINE_STATES, halted_because="")
    return found.order_by("state", "due_on", "id")


def claim(now: datetime) -> Case | None:
    """Take the first waiting case for a lease; of two workers one gets it."""
    until = now + timedelta(seconds=settings.READING_LEASE_SECONDS)
    for case in waiting(now)[:5]:
        mine = Case.objects.filter(pk=case.pk, leased_until=case.leased_until, state=case.state)
        if mine.update(leased_until=until, attempts=case.attempts + 1):
            return Case.objects.get(pk=case.pk)
    return None


def step(case: Case) -> None:
    """Do the one step that the case's state asks for; a failure halts the case visibly or gives it back."""
    try:
        if case.attempts > MAX_ATTEMPTS and case.state == State.RECEIVED:
            raise NeedsPerson(_("Máy đã thử đọc %(count)d lần mà không xong.") % {"count": MAX_ATTEMPTS})
        _STEPS[State(case.state)](case)
    except NeedsPerson as stop:
        _stop(case, str(stop))
    except TryAgain as later:
        log.warning("case %s: %s", case.number, later)
        _release(case, after=timedelta(seconds=30))
        if case.attempts >= MOST_TRIES:
            _stop(case, str(later))
    except Exception:
        log.exception("case %s: step failed", case.number)
        _release(case, after=timedelta(seconds=5 * 2**case.attempts))
        if case.attempts >= MAX_ATTEMPTS:
            _stop(case, _("Lỗi hệ thống lặp lại; người quản trị xem nhật ký máy chủ."))


def read(case: Case) -> None:
    """Read every scan of the case that is not read yet, then run the checklist."""
    for scan in case.scans.filter(read_at=None):
        _read_scan(case, scan)
    now = timezone.now()
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if case.state != State.RECEIVED or case.scans.filter(read_at=None).exists():
            return
        checking.run(case, now)
        signed_papers.propose(case, now)
        case.finish_check()
        case.leased_until, case.attempts = None, 0
        case.save()
        history.add(case, Act.CHECKED, now, verdict=case.verdict)


def recover(now: datetime) -> None:
    """Find lost work again: the watcher calls it a few times a minute."""
    for message_id in outbox.mark_lost(now):
        answering.record(message_id, MessageState.UNKNOWN, now)
    if is_waiting(now):
        work.enqueue()


def wake_mail(now: datetime) -> None:
    """Queue a look for letters, ahead of the reading, if one is due and nobody is at it: a slow server shall not
    take every worker."""
    if outbox.due(now, limit=1) and not outbox.is_sending(now):
        send_mail.using(priority=MAIL_PRIORITY).enqueue()


def _read_scan(case: Case, scan: Scan) -> None:
    """Read a scan page by page; pages that an earlier worker read are not read again."""
    with scan.file.open() as sealed:
        content = sealed.read()

    def on_leaf(leaf: Leaf, total: int) -> None:
        with transaction.atomic():
            drafts.keep(scan, leaf)
            Scan.objects.filter(pk=scan.pk).update(pages_read=leaf.page.number, page_count=total)
            _renew(case, attempts=0)

    try:
        facts = isolated.read(
            content,
            kept=drafts.kept(scan),
            on_start=lambda number: drafts.begin(scan, number),
            on_leaf=on_leaf,
            on_tick=lambda: _renew(case),
            limits=isolated.Limits(settings.READING_PAGE_SECONDS, settings.READING_MEGABYTES),
        )
    except files.Refused as refused:
        raise NeedsPerson(str(refused)) from refused
    with transaction.atomic():
        now = timezone.now()
        records.record(scan, facts, now)
        mailed.doubt_address(scan)
        drafts.drop(scan)
        history.add(case, Act.READ, now, note=scan.name, pages=len(facts.pages))


def _renew(case: Case, **changes: int) -> None:
    until = timezone.now() + timedelta(seconds=settings.READING_LEASE_SECONDS)
    Case.objects.filter(pk=case.pk).update(leased_until=until, **changes)


def _release(case: Case, after: timedelta) -> None:
    Case.objects.filter(pk=case.pk).update(leased_until=timezone.now() + after)


def _stop(case: Case, why: str) -> None:
    """Put a case into a person's hands; an unreadable dossier goes to the clerk, to be keyed in or refused."""
    now = timezone.now()
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        case.leased_until, case.attempts = None, 0
        if case.state == State.RECEIVED:
            records.record_unread(case.id, why, now)
            drafts.drop_all(case.id)
            checking.run(case, now)
            case.finish_check()
            history.add(case, Act.UNREADABLE, now, note=why)
        else:
            case.halted_because = why
            history.add(case, Act.HALTED, now, note=why)
        case.save()


_STEPS = {State.RECEIVED: read, State.APPROVED: fulfilment.carry_out}


def pending(states: Iterable[State]) -> int:
    """Return how many cases stand in the given states."""
    return Case.objects.filter(state__in=states).count()
