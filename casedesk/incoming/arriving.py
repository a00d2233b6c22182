"""A mail kept: raw bytes, texts, files, case and the fetcher's place in one transaction; then it may be marked.

Nothing of it changes a state, an address or an account. Its files become papers later (`papers.py`), and only by
the rules that stand there.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from casedesk import answering, history, search
from casedesk.incoming import joining, papers
from casedesk.incoming.joining import Joined
from casedesk.models import Act, IncomingFile, IncomingMail, JoinedBy, MailFolder, MailKind, MailState
from intake import files
from letters import returned
from letters.incoming import parsing
from letters.incoming.mail import Fate, File, Mail, Sort
from letters.models import MessageState


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the mailbox a mail lies, and when it came there; `is_whole`: not just its head was fetched."""

    folder: str
    uid_validity: int
    uid: int
    arrived_at: datetime
    size: int
    is_whole: bool = True


def take(raw: bytes, origin: Origin, now: datetime) -> IncomingMail:
    """Keep a mail and say what it is; the same mail again is the one that is kept already."""
    mail = _understood(raw, origin)
    problems = [_refusal(file) for file in mail.files]
    with transaction.atomic():
        folder, _new = MailFolder.objects.select_for_update().get_or_create(name=origin.folder)
        kept = IncomingMail.objects.filter(digest=mail.digest).first()
        row = _again(kept, origin) if kept else _keep(raw, mail, problems, origin, now)
        folder.uid_validity, folder.last_uid, folder.tries = origin.uid_validity, origin.uid, 0
        folder.save(update_fields=["uid_validity", "last_uid", "tries"])
    return row


def _understood(raw: bytes, origin: Origin) -> Mail:
    server = settings.INCOMING_MAIL["verifier"]
    return parsing.parse(raw, server) if origin.is_whole else parsing.parse_headers(raw, origin.size, server)


def _again(kept: IncomingMail, origin: Origin) -> IncomingMail:
    """Remember the newest place of a mail that is known, so that it is marked there too."""
    kept.folder, kept.uid_validity, kept.uid, kept.marked_at = origin.folder, origin.uid_validity, origin.uid, None
    kept.save(update_fields=["folder", "uid_validity", "uid", "marked_at"])
    return kept


def _keep(raw: bytes, mail: Mail, problems: Sequence[str], origin: Origin, now: datetime) -> IncomingMail:
    joined = _report_joined(mail) if mail.report else joining.case_of(mail)
    row = _row(raw, mail, joined, origin, now)
    row.save(force_insert=True)
    _keep_files(row, mail.files, problems)
    if row.case:
        history.add(row.case, Act.MAIL_ARRIVED, now, subject=row.sender, note=row.subject, mail=row.pk)
        search.refresh(row.case)
    if mail.report and mail.report.fate == Fate.FAILED:
        _return(mail, now)
    return row


def _row(raw: bytes, mail: Mail, joined: Joined, origin: Origin, now: datetime) -> IncomingMail:
    row = IncomingMail(
        digest=mail.digest,
        folder=origin.folder,
        uid_validity=origin.uid_validity,
        uid=origin.uid,
        size=origin.size,
        is_whole=origin.is_whole,
        message_id=mail.message_id,
        kind=_kind(mail, joined),
        state=_state(mail, joined),
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        is_verified=mail.is_verified,
        is_refuted=mail.is_refuted,
        problems=_told(mail, joined, origin),
        case=joined.case,
        joined_by=joined.by or "",
        letter=joined.letter,
        arrived_at=min(origin.arrived_at, now),
        kept_at=now,
    )
    row.owes_papers = papers.may_enter(row, mail)
    name = uuid.uuid4().hex
    row.raw.save(f"{name}.eml", ContentFile(raw), save=False)
    row.keep_texts(f"{name}.text", mail.text, mail.html)
    return row


def _kind(mail: Mail, joined: Joined) -> MailKind:
    if mail.sort == Sort.WRITTEN:
        return MailKind.REPLY if joined.case else MailKind.OTHER
    return MailKind.REPORT if mail.sort == Sort.REPORT else MailKind.AUTOMATIC


def _state(mail: Mail, joined: Joined) -> MailState:
    """A person is asked about what people wrote, and about a failure of which letter nobody knows."""
    if mail.sort == Sort.WRITTEN:
        return MailState.JOINED if joined.case else MailState.QUESTION
    is_lost = mail.report is not None and mail.report.fate == Fate.FAILED and joined.case is None
    return MailState.QUESTION if is_lost else MailState.FILED


def _told(mail: Mail, joined: Joined, origin: Origin) -> list[str]:
    """Say what of the mail could not be understood, why it has no case, and what a report says."""
    said = list(mail.problems)
    if not origin.is_whole:
        told = {"size": -(-origin.size // 2**20), "limit": settings.INCOMING_MAIL["megabytes"]}
        said.append(
            _("Thư lớn %(size)d MB, quá %(limit)d MB, nên chưa tải về: hãy mở ở hộp thư của trung tâm.") % told
        )
    if mail.sort != Sort.AUTOMATIC and joined.why_not:
        said.append(joined.why_not)
    if mail.report and mail.report.words:
        said.append(mail.report.words)
    return said


def _report_joined(mail: Mail) -> Joined:
    """A report belongs to the case of the letter that it names; by nothing else, for anybody can write one."""
    message = returned.named(mail.report.ids) if mail.report else None
    if message is None:
        return Joined(why_not=_("Báo này không nêu thư nào của trung tâm."))
    return Joined(message.case, JoinedBy.REFERENCE, message.letter)


def _return(mail: Mail, now: datetime) -> None:
    message = returned.named(mail.report.ids) if mail.report else None
    if message and mail.report and returned.mark(message, mail.report.words):
        answering.record(message.pk, MessageState.REFUSED, now)


def _keep_files(row: IncomingMail, found: Sequence[File], problems: Sequence[str]) -> None:
    """Keep what files a mail has; the same bytes twice in one mail are one file."""
    rows: dict[str, IncomingFile] = {}
    for file, problem in zip(found, problems, strict=True):
        sha256 = hashlib.sha256(file.content).hexdigest()
        rows.setdefault(
            sha256,
            IncomingFile(
                mail=row,
                name=file.name,
                media_type=file.media_type,
                size=len(file.content),
                sha256=sha256,
                is_ornament=file.is_ornament,
                problem=problem[:400],
            ),
        )
    IncomingFile.objects.bulk_create(rows.values())


def _refusal(file: File) -> str:
    """Say why a file is no paper; empty where it may be one."""
    if file.problem or file.is_ornament:
        return file.problem
    try:
        files.inspect(file.content, file.name)
    except files.Refused as refused:
        return str(refused)
    return ""
