"""Letters to the company: ordered by a decision, written by the machine, handed to the mail server."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import contents, history, sla
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Act, Case, IncomingMail, LetterOrder, MailKind, State, User
from letters import delivery, outbox
from letters.conversation import Received
from letters.forms import form_of, form_of_content
from letters.kinds import LABELS, Kind
from letters.models import Letterhead, Message, MessageState
from letters.signers import signing_on
from letters.versions import Handling, handling_of

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 3

_EVENT_OF = {
    MessageState.SENT: Act.LETTER_SENT,
    MessageState.WAITING: Act.LETTER_DELAYED,
    MessageState.REFUSED: Act.LETTER_REFUSED,
    MessageState.UNKNOWN: Act.LETTER_UNKNOWN,
}


def order(
    case: Case,
    kind: Kind,
    now: datetime,
    *,
    by: User | None = None,
    note: str = "",
    defects: Sequence[Mapping[str, str]] | None = None,
    is_granted: bool = True,
) -> LetterOrder:
    """Order a letter in the transaction of the decision that owes it; its form may have a person see it first."""
    form = form_of(kind, case.request, is_granted=is_granted)
    handling = handling_of(form)
    return LetterOrder.objects.create(
        case=case,
        kind=kind,
        note=note,
        defects=defects,
        form="" if is_granted else form,
        is_held=handling != Handling.SEND,
        on_paper=handling == Handling.PAPER,
        ordered_at=now,
        ordered_by=by,
    )


def waiting(now: datetime) -> QuerySet[LetterOrder]:
    """Return the first orders that could be written now."""
    found = LetterOrder.objects.filter(letter=None, problem="", is_held=False).exclude(leased_until__gte=now)
    return found.select_related("case", "ordered_by")[:20]


def write_next(now: datetime) -> bool:
    """Write the next letter that is owed; return whether there was one."""
    for owed in waiting(now):
        mine = LetterOrder.objects.filter(pk=owed.pk, letter=None, leased_until=owed.leased_until)
        if mine.update(leased_until=now + LEASE, attempts=owed.attempts + 1):
            owed.refresh_from_db()
            _write_safely(owed, now)
            return True
    return False


def rewrite(order_id: int, by: User, now: datetime) -> None:
    """A person lets a letter that could not be written be tried again."""
    with transaction.atomic():
        owed = LetterOrder.objects.select_for_update().get(pk=order_id)
        owed.problem, owed.attempts, owed.leased_until = "", 0, None
        owed.save(update_fields=["problem", "attempts", "leased_until"])
        history.add(owed.case, Act.RESUMED, now, by=by, note=str(LABELS[Kind(owed.kind)]))


def send(message_id: int, now: datetime) -> None:
    """Hand one letter to the mail server, record what came of it, and close the case that it ends."""
    state = delivery.deliver(message_id, now)
    if state is None:
        return
    record(message_id, MessageState(state), timezone.now())


def record(message_id: int, state: MessageState, now: datetime) -> None:
    """Write a message's new state into the case's history; an answer that is out closes the case."""
    message = Message.objects.select_related("letter", "case").get(pk=message_id)
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=message.case_id)
        note = f"{message.letter.reference} → {message.to}"
        if state == MessageState.WAITING and message.attempts > 1:
            return
        said = " ".join(filter(None, (message.last_error, message.server_said)))
        history.add(case, _EVENT_OF[state], now, note=f"{note}. {said}".strip(". "))
        if state == MessageState.SENT:
            end(case, message.letter.kind, now)


def end(case: Case, kind: str, now: datetime) -> None:
    """Close a case whose answer has reached the company. The caller holds the case in a transaction."""
    if kind == Kind.ANSWER and case.state == State.ANSWERED:
        close(case, now)


def close(case: Case, now: datetime) -> None:
    """End a case whose answer is out; its clock stops. The caller holds the case in a transaction."""
    sla.stop_clock(case, now)
    case.closed_at = now
    case.close()
    case.save()
    history.add(case, Act.CLOSED, now)


def received_from(case: Case) -> Iterable[Received]:
    """Return the company's own mails, no machine's, which a letter refers to."""
    written = IncomingMail.objects.filter(case=case, kind__in=[MailKind.REPLY, MailKind.OTHER])
    return written.values_list("arrived_at", "message_id")


def _write_safely(owed: LetterOrder, now: datetime) -> None:
    try:
        _write(owed, now)
    except NeedsPerson as stop:
        LetterOrder.objects.filter(pk=owed.pk).update(problem=str(stop), leased_until=None)
    except Exception:
        log.exception("case %s: a letter could not be written", owed.case.number)
        if owed.attempts >= MAX_ATTEMPTS:
            problem = _("Lỗi hệ thống khi lập văn bản; người quản trị xem nhật ký máy chủ.")
            LetterOrder.objects.filter(pk=owed.pk).update(problem=problem, leased_until=None)


def _write(owed: LetterOrder, now: datetime) -> None:
    kind = Kind(owed.kind)
    content = contents.content_of(owed, now)
    today = sla.today(now)
    content = replace(content, signature=signing_on(form_of_content(kind, content), today))
    rendered = outbox.prepare(kind, content, Letterhead.current(today), today)
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=owed.case_id)
        row = LetterOrder.objects.select_for_update().get(pk=owed.pk)
        if row.letter_id is not None:
            return
        received = received_from(case)
        row.letter = outbox.post(
            case.id, kind, rendered, case.reply_address, now, owed.ordered_by, received, on_paper=row.on_paper
        )
        row.leased_until = None
        row.save(update_fields=["letter", "leased_until"])
        history.add(case, Act.LETTER_WRITTEN, now, by=owed.ordered_by, note=f"{LABELS[kind]} {rendered.reference}")
        if kind == Kind.ANSWER and case.state == State.FULFILLED:
            case.answer()
            case.save()
