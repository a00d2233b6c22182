"""Files of mails made papers of a case: by the machine for a supplement that is waited for, else by a clerk.

The machine does so only where the case waits for a supplement, a person wrote the mail from the address to which
the case's letters go, and this is more than a claim: the mail answers one of our letters or went to the address in
it, which only who reads that address knows, or our own mail server vouches for the sender. What came by mail is
marked so: it is no certified copy on paper, and an address that it names is not taken over unseen
(`casedesk.mailed`).
"""

import hashlib
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from casedesk import reception, sla
from casedesk.incoming import joining
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Case, IncomingFile, IncomingMail, JoinedBy, MailKind, State, User
from casedesk.reception import Arrival
from intake.models import Scan
from letters.incoming import parsing
from letters.incoming.mail import Mail
from verification.findings import Channel

log = logging.getLogger(__name__)

MOST_TRIES = 3
_STRONG = (JoinedBy.REFERENCE, JoinedBy.TOKEN)


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a file: a paper of the case, or a sentence that says why not."""

    file: IncomingFile
    why_not: str = ""


def may_enter(row: IncomingMail, mail: Mail) -> bool:
    """Say whether the machine may make a mail's files a supplement, as mail and case stand."""
    case = row.case
    if case is None or row.kind != MailKind.REPLY or not mail.files or row.is_refuted:
        return False
    is_more_than_a_claim = row.is_verified or row.joined_by in _STRONG
    is_theirs = joining.is_reply_address(row.sender, case)
    return case.state == State.SUPPLEMENT_REQUESTED and is_theirs and is_more_than_a_claim


def bring_owed(now: datetime) -> int:
    """Bring the files that the machine owes to their cases; one mail that fails holds up no other."""
    owing = list(IncomingMail.objects.filter(owes_papers=True).order_by("id")[:20])
    return sum(_bring_safely(mail, now) for mail in owing)


def bring(
    mail: IncomingMail, case: Case, chosen: Iterable[IncomingFile], now: datetime, by: User | None
) -> list[Brought]:
    """Make files of a mail papers of a case, in their order. Raises `NeedsPerson` where it takes none."""
    contents = _contents(mail)
    return [_bring(mail, file, contents.get(file.sha256), case, now, by) for file in chosen]


def open_case(mail: IncomingMail, chosen: Iterable[IncomingFile], now: datetime, by: User) -> Case | None:
    """Open a case with files of a mail; None where none of them is a dossier."""
    contents, case = _contents(mail), None
    for file in chosen:
        brought = _bring(mail, file, contents.get(file.sha256), case, now, by)
        case = case or (file.scan.case if file.scan and not brought.why_not else None)
    return case


def fit(mail: IncomingMail) -> list[IncomingFile]:
    """Return the files of a mail that may become papers and are none yet."""
    return [
        file for file in mail.files.all() if not file.problem and not file.is_ornament and file.scan_id is None
    ]


def _bring_safely(mail: IncomingMail, now: datetime) -> bool:
    """Count the try before it begins: a file that ends the process is not tried for ever."""
    IncomingMail.objects.filter(pk=mail.pk).update(tries=F("tries") + 1)
    try:
        if mail.tries >= MOST_TRIES:
            raise NeedsPerson(_("Máy không đưa được tệp của thư vào hồ sơ: hãy đưa vào bằng tay."))
        assert mail.case is not None  # noqa: S101 (for the type alone: who owes papers has a case)
        bring(mail, mail.case, fit(mail), now, None)
    except NeedsPerson as stop:
        mail.problems.append(str(stop))
    except OSError as trouble:
        log.warning("mail %s: its papers wait: %s", mail.pk, trouble)
        return False
    IncomingMail.objects.filter(pk=mail.pk).update(owes_papers=False, problems=mail.problems)
    return True


def _bring(
    mail: IncomingMail,
    file: IncomingFile,
    content: bytes | None,
    case: Case | None,
    now: datetime,
    by: User | None,
) -> Brought:
    """Receive one file; that it came by mail is kept with it in one transaction, before anybody reads it."""
    if content is None:
        return _refused(file, _("Không lấy lại được tệp này từ thư gốc."))
    channel = Channel(case.channel) if case else Channel.POST
    arrival = Arrival(file.name, content, channel, sla.today(mail.arrived_at), by, supplements=case)
    with transaction.atomic():
        got = reception.receive(arrival, now)
        if got.set_aside:
            return _refused(file, got.set_aside.reason)
        scan = Scan.objects.select_related("case").get(sha256=file.sha256)
        if not got.is_new and (case is None or scan.case_id != case.pk):
            return _refused(file, _("Tệp này đã có trong hồ sơ %(number)s.") % {"number": scan.case.number})
        file.scan = scan
        file.save(update_fields=["scan"])
    return Brought(file)


def _refused(file: IncomingFile, why: str) -> Brought:
    file.problem = why[:400]
    file.save(update_fields=["problem"])
    return Brought(file, why)


def _contents(mail: IncomingMail) -> Mapping[str, bytes]:
    """Return the files of a mail by their hash, from its raw bytes."""
    found = parsing.parse(mail.read_raw()).files
    return {hashlib.sha256(one.content).hexdigest(): one.content for one in found}
