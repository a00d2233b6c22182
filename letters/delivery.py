"""Delivery: one message claimed, handed to the mail server, its outcome recorded; never sent twice by itself."""

import smtplib
import ssl
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from casedesk.lib.sealing import BrokenSeal
from letters import addresses, outbox, server_words
from letters.envelope import Envelope, envelope
from letters.models import Message, MessageState
from letters.smime import CannotSign
from letters.smtp import Courier

DELAYS = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 60, 300, 900, 1800, 3600, 7200))
"""How long to wait after the first, second, … failure; after the last, always as long as that."""
LONGEST_AWAY = timedelta(minutes=2)
"""Our own mail server is asked at least so often, by one letter for all, whether it is back."""
GIVE_UP_AFTER = timedelta(days=4)
"""Then a person decides (RFC 5321, 4.5.4.1, has four or five days)."""
_OURS = {421, 530, 534, 535, 538}
"""The server closes, or wants us to sign in: that is not about the letter, so every letter waits."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attempt, with the words that a clerk reads and the server's own.

    `reached`: whether our mail server could be spoken to, so that other letters need not, or may, try it now; None
    where it was not asked.
    """

    state: MessageState
    words: str = ""
    said: str = ""
    reached: bool | None = None


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
        taken = outbox.sendable(now).filter(pk=message_id)
        taken.update(
            state=MessageState.SENDING, claim=claim, claimed_at=now, is_held=False, attempts=F("attempts") + 1
        )
    return Message.objects.select_related("letter", "case").filter(pk=message_id, claim=claim).first()


def _attempt(message: Message) -> Outcome:
    problem = addresses.problem(message.to)
    if problem:
        return Outcome(MessageState.REFUSED, problem)
    try:
        mail = envelope(message, message.claimed_at or message.next_at)
    except CannotSign as ours:
        return Outcome(MessageState.WAITING, str(ours), reached=False)
    except (ValueError, LookupError, OSError, BrokenSeal) as broken:
        return Outcome(MessageState.REFUSED, _("Không dựng được thư điện tử: %(why)s") % {"why": broken})
    problem = outbox.size_problem(len(mail.content))
    return Outcome(MessageState.REFUSED, problem) if problem else _connect_and_send(mail)


def _connect_and_send(mail: Envelope) -> Outcome:
    courier = Courier()
    try:
        courier.open()
    except OSError as away:
        with suppress(OSError):
            courier.close()
        return _away(away)
    try:
        courier.hand_over(mail.sender, mail.to, mail.content)
    except (OSError, ValueError) as error:
        return _failed(error, courier.handed_over)
    finally:
        with suppress(OSError):
            courier.close()
    return Outcome(MessageState.SENT, reached=True)


def _failed(error: OSError | ValueError, handed_over: bool) -> Outcome:
    code, said = _reply(error)
    if code in _OURS:
        return Outcome(MessageState.WAITING, server_words.plain(code, said), said, reached=False)
    if 500 <= code < 600 or isinstance(error, ValueError | smtplib.SMTPNotSupportedError):
        return Outcome(MessageState.REFUSED, server_words.plain(code or 553, said), said, reached=True)
    if handed_over and not 400 <= code < 500:
        words = _(
            "Đường truyền đứt sau khi đã chuyển thư đi: thư có thể đã đến, có thể chưa. "
            "Hãy hỏi doanh nghiệp trước khi gửi lại."
        )
        return Outcome(MessageState.UNKNOWN, words, said, reached=True)
    words = server_words.plain(code, said) if code else _("Đường truyền tới máy chủ thư bị đứt; máy tự gửi lại.")
    return Outcome(MessageState.WAITING, words, said, reached=True)


def _away(error: OSError) -> Outcome:
    """Our own mail server does not let us in: whatever it says, the letter is not at fault."""
    code, said = _reply(error)
    where = {"where": f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"}
    if "auth" in said.casefold() or code in _OURS:
        words = server_words.plain(code if code in _OURS else 535, said)
    elif isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError) or code == 454:
        words = (
            _("Không lập được đường truyền mã hóa (TLS) tới máy chủ thư %(where)s: báo người quản trị.") % where
        )
    else:
        words = _("Không nối được tới máy chủ thư %(where)s; máy tự thử lại.") % where
    return Outcome(MessageState.WAITING, words, said, reached=False)


def _reply(error: OSError | ValueError) -> tuple[int, str]:
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
    tried_since = message.retried_at or message.letter.created_at
    if outcome.state == MessageState.WAITING and now - tried_since >= GIVE_UP_AFTER:
        words = _("Đã thử %(count)d lần. %(said)s") % {"count": message.attempts, "said": outcome.words}
        outcome = Outcome(MessageState.REFUSED, words, outcome.said, outcome.reached)
    next_at = now + _delay(message.attempts, outcome)
    mine = Message.objects.filter(pk=message.pk, claim=message.claim)
    if outcome.state == MessageState.SENT:
        written = mine.update(state=outcome.state, sent_at=now, last_error="", server_said="")
    else:
        open_still = mine.filter(state__in=[MessageState.SENDING, MessageState.UNKNOWN])
        written = open_still.update(
            state=outcome.state,
            next_at=next_at,
            is_held=outcome.reached is False,
            last_error=outcome.words,
            server_said=outcome.said,
        )
    if outcome.reached:
        outbox.let_go(now)
    elif outcome.reached is False:
        outbox.hold_back(next_at)
    return outcome.state if written else None


def _delay(attempts: int, outcome: Outcome) -> timedelta:
    delay = DELAYS[min(attempts, len(DELAYS)) - 1]
    return min(delay, LONGEST_AWAY) if outcome.reached is False else delay
