"""What a person may do with a mail: say which case it is of, make its files papers, open a case, set it aside."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from casedesk import access, history, search
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.incoming import papers
from casedesk.incoming.papers import Brought
from casedesk.models import Act, Case, IncomingFile, IncomingMail, JoinedBy, MailKind, MailState, User

LONGEST_REASON = 400


def link(mail_id: int, number: str, by: User, now: datetime) -> Case:
    """Say which case a mail is of. Raises `CannotDo` for no such case, or where files of it are papers already."""
    case = Case.objects.filter(number=number.strip().upper()).first() if number.isprintable() else None
    if case is None:
        raise CannotDo(_("Không có hồ sơ %(number)s.") % {"number": number.strip()[:60]})
    with _held(mail_id, by) as mail:
        taken = mail.files.exclude(scan=None).exclude(scan__case=case).select_related("scan__case").first()
        if taken and taken.scan:
            told = {"number": taken.scan.case.number}
            raise CannotDo(_("Tệp của thư này đã là giấy tờ của hồ sơ %(number)s.") % told)
        left, mail.case = mail.case, case
        _join(mail, by, now)
        history.add(case, Act.MAIL_LINKED, now, by=by, subject=mail.sender, note=mail.subject, mail=mail.pk)
        search.refresh(case)
        if left and left.pk != case.pk:
            history.add(
                left, Act.MAIL_LINKED, now, by=by, subject=mail.sender, note=f"→ {case.number}", mail=mail.pk
            )
            search.refresh(left)
    return case


def set_aside(mail_id: int, reason: str, by: User, now: datetime) -> None:
    """Set a mail aside with a reason; it stays to be found."""
    reason = " ".join(reason.replace("\x00", "").split())
    if not reason:
        raise CannotDo(_("Hãy ghi lý do để riêng thư này."))
    with _held(mail_id, by) as mail:
        if mail.state == MailState.JOINED:
            raise CannotDo(_("Thư này đã ở trong hồ sơ %(number)s.") % {"number": mail.case})
        mail.state, mail.reason = MailState.SET_ASIDE, reason[:LONGEST_REASON]
        mail.decided_by, mail.decided_at = by, now
        mail.save(update_fields=["state", "reason", "decided_by", "decided_at"])
        history.add(mail.case, Act.MAIL_SET_ASIDE, now, by=by, subject=mail.sender, note=mail.reason, mail=mail.pk)


def bring(mail_id: int, chosen: Collection[int], by: User, now: datetime) -> Sequence[Brought]:
    """Make files of a mail papers of its case. Raises `NeedsPerson` where the case takes no more."""
    _expect(by)
    mail = IncomingMail.objects.select_related("case").get(pk=mail_id)
    if mail.case is None:
        raise CannotDo(_("Hãy xếp thư vào hồ sơ trước."))
    brought = papers.bring(mail, mail.case, _chosen(mail, chosen), now, by)
    IncomingMail.objects.filter(pk=mail_id).update(owes_papers=False)
    return brought


def open_case(mail_id: int, chosen: Collection[int], by: User, now: datetime) -> Case:
    """Open a case with files of a mail, which is in that case from then on."""
    _expect(by)
    mail = IncomingMail.objects.get(pk=mail_id)
    if mail.case_id is not None:
        raise CannotDo(_("Thư này đã ở trong hồ sơ %(number)s.") % {"number": mail.case})
    case = papers.open_case(mail, _chosen(mail, chosen), now, by)
    if case is None:
        raise CannotDo(_("Không tệp nào trong các tệp đã chọn mở được hồ sơ mới; lý do ghi cạnh từng tệp."))
    with _held(mail_id, by) as held:
        held.case = case
        _join(held, by, now)
        history.add(case, Act.MAIL_LINKED, now, by=by, subject=held.sender, note=held.subject, mail=held.pk)
        search.refresh(case)
    return case


def opened(mail: IncomingMail, by: User, now: datetime) -> None:
    """Note that somebody who works on cases has opened a mail: it is news no more."""
    if mail.opened_at is None and access.may(by, Right.TAKE_PART):
        IncomingMail.objects.filter(pk=mail.pk, opened_at=None).update(opened_at=now, opened_by=by)


def _join(mail: IncomingMail, by: User, now: datetime) -> None:
    mail.state, mail.joined_by, mail.reason = MailState.JOINED, JoinedBy.PERSON, ""
    mail.kind = MailKind.REPLY if mail.kind == MailKind.OTHER else mail.kind
    mail.decided_by, mail.decided_at = by, now
    mail.owes_papers = False
    mail.save(
        update_fields=["case", "state", "joined_by", "reason", "kind", "decided_by", "decided_at", "owes_papers"]
    )


def _chosen(mail: IncomingMail, chosen: Collection[int]) -> list[IncomingFile]:
    found = [file for file in mail.files.all() if file.pk in chosen and not file.problem and file.scan_id is None]
    if not found:
        raise CannotDo(_("Hãy chọn ít nhất một tệp chưa là giấy tờ của hồ sơ."))
    return found


@contextmanager
def _held(mail_id: int, by: User) -> Iterator[IncomingMail]:
    _expect(by)
    with transaction.atomic():
        yield IncomingMail.objects.select_for_update(of=("self",)).select_related("case").get(pk=mail_id)


def _expect(by: User) -> None:
    if not access.may(by, Right.RECEIVE):
        raise PermissionDenied
