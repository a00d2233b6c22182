"""The outbox: a letter is numbered, stored and queued in the transaction that decides it.

Numbers run by year and kind without gaps. `prepare` renders outside any transaction with the number that is
next by then; `post` locks the number book, and if another letter was quicker it renders once more with the
number that is surely its own. So a number is used up only by a commit, and no bytes with another number stay.
"""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from letters import addresses, conversation, versions
from letters.content import Content
from letters.conversation import Received
from letters.forms import form_of_content
from letters.kinds import FILE_NAMES, Kind
from letters.models import Letter, Letterhead, Message, MessageState, NumberBook
from letters.rendering import Rendered, render

LOST_AFTER = timedelta(minutes=2)
"""A message that is `sending` for longer has lost its deliverer."""


def prepare(kind: Kind, content: Content, letterhead: Letterhead, today: date) -> Rendered:
    """Render a letter with the number that is next. Call it outside a transaction: it takes tenths of a second.

    Raises `NeedsPerson` when a part that the letter needs is missing.
    """
    book = NumberBook.objects.filter(year=today.year, kind=kind).first()
    words = versions.current(form_of_content(kind, content))
    return render(kind, content, letterhead, (book.last if book else 0) + 1, today, words)


def post(
    case_id: int,
    kind: Kind,
    rendered: Rendered,
    to: str,
    now: datetime,
    by: AbstractBaseUser | None = None,
    received: Iterable[Received] = (),
    *,
    on_paper: bool = False,
) -> Letter:
    """Number, store and queue a letter inside the caller's transaction, which holds the case.

    An address that cannot be right, or is doubted, does not stop the decision: the message is `refused` at once,
    with the reason. `received` are the company's own mails, which the letter refers to. A letter that is signed
    `on_paper` is queued when its signed copy is filed.
    """
    number = _take_number(kind, rendered.on.year)
    if number != rendered.number:
        rendered = render(kind, rendered.content, rendered.letterhead, number, rendered.on, rendered.words)
    letter = _store(case_id, kind, rendered, now, by, on_paper=on_paper)
    if not on_paper:
        queue(letter, to.strip(), now, received)
    return letter


def due(now: datetime, limit: int = 20) -> list[int]:
    """Return the messages to hand over now, longest waiting first; of one case only the first one."""
    return list(sendable(now).order_by("next_at", "id").values_list("id", flat=True)[:limit])


def sendable(now: datetime) -> QuerySet[Message]:
    """Return the waiting messages whose hour has come and that no earlier one of their case holds up.

    A refused or unknown message waits for a person, and later letters do not wait for that person.
    """
    earlier = Message.objects.filter(
        case=OuterRef("case"), id__lt=OuterRef("id"), state__in=[MessageState.WAITING, MessageState.SENDING]
    )
    return Message.objects.filter(~Exists(earlier), state=MessageState.WAITING, next_at__lte=now)


def mark_lost(now: datetime) -> list[int]:
    """Mark as `unknown` what a lost deliverer left behind; return those messages. A person decides on them."""
    before = now - LOST_AFTER
    left = Message.objects.filter(state=MessageState.SENDING, claimed_at__lt=before)
    return [message_id for message_id in left.values_list("id", flat=True) if _mark_lost(message_id, before)]


def is_sending(now: datetime) -> bool:
    """Say whether a deliverer is at work: letters go out one by one, so that a slow server holds one worker."""
    return Message.objects.filter(state=MessageState.SENDING, claimed_at__gte=now - LOST_AFTER).exists()


def hold_back(until: datetime) -> None:
    """Our mail server is away: let no other letter try it before then."""
    Message.objects.filter(state=MessageState.WAITING, next_at__lt=until).update(next_at=until, is_held=True)


def let_go(now: datetime) -> None:
    """Our mail server is back: let every letter that waited for it try it now."""
    Message.objects.filter(state=MessageState.WAITING, is_held=True).update(is_held=False, next_at=now)


def _take_number(kind: Kind, year: int) -> int:
    """Lock the book's row until the caller commits; a rollback gives the number back unused."""
    NumberBook.objects.get_or_create(year=year, kind=kind)
    book = NumberBook.objects.select_for_update().get(year=year, kind=kind)
    book.last += 1
    book.save(update_fields=["last"])
    return book.last


def _store(
    case_id: int, kind: Kind, rendered: Rendered, now: datetime, by: AbstractBaseUser | None, *, on_paper: bool
) -> Letter:
    letter = Letter(case_id=case_id, kind=kind, year=rendered.on.year, number=rendered.number)
    letter.reference, letter.subject = rendered.reference, rendered.subject
    letter.file_name = f"{FILE_NAMES[kind]}-{rendered.content.case_number}.pdf"
    letter.size, letter.sha256 = len(rendered.pdf), hashlib.sha256(rendered.pdf).hexdigest()
    letter.words, letter.is_signed = versions.kept(rendered.form, rendered.words), rendered.is_signed
    letter.on_paper = on_paper
    letter.created_at, letter.created_by_id = now, by.pk if by else None
    name = uuid.uuid4().hex
    letter.pdf.save(f"{name}.pdf", ContentFile(rendered.pdf), save=False)
    letter.keep_body(rendered.text, rendered.html, f"{name}.mail", rendered.enclosures)
    letter.save(force_insert=True)
    return letter


def queue(letter: Letter, to: str, now: datetime, received: Iterable[Received]) -> Message:
    """Put a stored letter into the outbox, in the caller's transaction."""
    problem = addresses.problem(to) or too_large(letter) or _doubt(letter, to)
    return Message.objects.create(
        letter=letter,
        case_id=letter.case_id,
        to=to[:320],
        message_id=make_msgid(domain=_domain()),
        references=conversation.references(letter.case_id, received),
        state=MessageState.REFUSED if problem else MessageState.WAITING,
        last_error=problem,
        next_at=now,
    )


def too_large(letter: Letter) -> str:
    """Say that a letter is larger than mail servers take; empty when it is not. Raises `BrokenSeal`."""
    content = letter.size + sum(len(one.content) for one in letter.enclosures)
    return size_problem(content * 4 // 3)


def size_problem(size: int) -> str:
    """Say that so many bytes on the way are more than a mail may have; empty when they are not."""
    if size <= settings.MAIL_MAX_BYTES:
        return ""
    told = {"size": f"{size / 1024**2:.0f}", "most": settings.MAIL_MAX_BYTES // 1024**2}
    return _("Thư nặng %(size)s MB, quá mức %(most)s MB: hãy in và gửi bưu điện, hoặc bớt tệp kèm.") % told


def _doubt(letter: Letter, to: str) -> str:
    """Ask about an address once a case: one that was used or said to be right is not asked about again."""
    known = Q(is_address_meant=True) | Q(state=MessageState.SENT, sent_at__isnull=False)
    if Message.objects.filter(known, case=letter.case_id, to=to).exists():
        return ""
    return addresses.question(to)


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def _mark_lost(message_id: int, before: datetime) -> bool:
    left = Message.objects.filter(pk=message_id, state=MessageState.SENDING, claimed_at__lt=before)
    why = _("Mất liên lạc khi đang gửi: thư có thể đã đến, có thể chưa. Hãy hỏi doanh nghiệp trước khi gửi lại.")
    return bool(left.update(state=MessageState.UNKNOWN, last_error=why))
