"""Delivery: one message claimed, handed to the mail server, its outcome recorded; never sent twice by itself."""

import smtplib
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from casedesk.lib.sealing import BrokenSeal
from letters.envelope import envelope
from letters.models import Message, MessageState
from letters.outbox import address_problem, sendable
from letters.smtp import Courier

DELAYS = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 60, 300, 900, 1800, 3600))
"""How long to wait after the first, second, … failure; after the last, always as long as that."""
MAX_ATTEMPTS = 100
"""Some four days; then a person decides."""
_OUR_FAULT = {530, 535}
"""The server wants us to sign in: the settings are wrong, not the letter, so it waits."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attempt, with the words that a clerk reads."""

    state: MessageState
    words: str = ""


def deliver(message_id: int, now: datetime) -> MessageState | None:
    """Send a message if it is due, and return its new state; None when it is not due or another has it.

    Call it outside a transaction: the claim is committed before the server is spoken to, so that a crash
    leaves the message `sending`, which `outbox.mark_lost` finds.
    """
    message = _claim(message_id, now)
    return _record(message, _attempt(message), now) if message else None


def _claim(message_id: int, now: datetime) -> Message | None:
    """Take a message in one conditional update: of two deliverers one gets it."""
    claim = uuid.uuid4()
    with transaction.atomic(durable=True):
        taken = sendable(now).filter(pk=message_id)
        taken.update(state=MessageState.SENDING, claim=claim, claimed_at=now, attempts=F("attempts") + 1)
    return Message.objects.select_related("letter").filter(pk=message_id, claim=claim).first()


def _attempt(message: Message) -> Outcome:
    problem = address_problem(message.to)
    if problem:
        return Outcome(MessageState.REFUSED, problem)
    courier = Courier()
    try:
        mail = envelope(message, courier)
        mail.message()
    except (ValueError, FileNotFoundError, BrokenSeal) as broken:
        return Outcome(MessageState.REFUSED, _("Không dựng được thư điện tử: %(why)s") % {"why": broken})
    return _connect_and_send(courier, mail)


def _connect_and_send(courier: Courier, mail: EmailMessage) -> Outcome:
    try:
        courier.open()
    except OSError as away:
        with suppress(OSError):
            courier.close()
        return Outcome(MessageState.WAITING, _away(away))
    try:
        courier.send_messages([mail])
    except OSError as error:
        return _failed(error, courier.handed_over)
    finally:
        with suppress(OSError):
            courier.close()
    return Outcome(MessageState.SENT)


def _failed(error: OSError, handed_over: bool) -> Outcome:
    code, said = _reply(error)
    if 500 <= code < 600 and code not in _OUR_FAULT:
        return Outcome(MessageState.REFUSED, _("Máy chủ thư từ chối: %(said)s") % {"said": said})
    if handed_over and not 400 <= code < 600:
        words = _(
            "Đường truyền đứt sau khi đã chuyển thư đi: thư có thể đã đến, có thể chưa. "
            "Hãy hỏi doanh nghiệp trước khi gửi lại."
        )
        return Outcome(MessageState.UNKNOWN, words)
    return Outcome(MessageState.WAITING, _("Máy chủ thư chưa nhận: %(said)s") % {"said": said})


def _away(error: OSError) -> str:
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    return _("Không nối được tới máy chủ thư %(where)s: %(said)s") % {"where": where, "said": _reply(error)[1]}


def _reply(error: OSError) -> tuple[int, str]:
    """Return what the server said, as code and words; code 0 when it said nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _spoken(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        return _spoken(error.smtp_code, error.smtp_error)
    return 0, str(error) or type(error).__name__


def _spoken(code: int, said: bytes | str) -> tuple[int, str]:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return code, " ".join(f"{code} {words}".split())


def _record(message: Message, outcome: Outcome, now: datetime) -> MessageState | None:
    """Write the outcome of our own claim; None when a person has decided otherwise in the meantime."""
    if outcome.state == MessageState.WAITING and message.attempts >= MAX_ATTEMPTS:
        words = _("Đã thử %(count)d lần. %(said)s") % {"count": message.attempts, "said": outcome.words}
        outcome = Outcome(MessageState.REFUSED, words)
    mine = Message.objects.filter(pk=message.pk, claim=message.claim)
    if outcome.state == MessageState.SENT:
        return outcome.state if mine.update(state=outcome.state, sent_at=now, last_error="") else None
    open_still = mine.filter(state__in=[MessageState.SENDING, MessageState.UNKNOWN])
    next_at = now + DELAYS[min(message.attempts, len(DELAYS)) - 1]
    written = open_still.update(state=outcome.state, next_at=next_at, last_error=outcome.words)
    return outcome.state if written else None
