"""The new certificate of a rebind at review: a clerk adds it, or takes it away."""

from datetime import datetime

from django.utils.translation import gettext as _

from casedesk import checking, history, versions
from casedesk.access import Act as Right
from casedesk.actions import CannotDo, Overtaken, locked
from casedesk.models import Act, Case, State, User
from verification import certificates
from verification.certificates import Offered, kept
from verification.models import GivenCertificate
from verification.rules.certificate import REBINDS


def add(case_id: int, content: bytes, name: str, by: User, now: datetime, seen: str | None = None) -> None:
    """Keep the new certificate of a rebind with its case. Raises `NotACertificate` with what is wrong of a file.

    `seen` is the version of the certificate that the person saw (`version_of`).
    """
    with locked(case_id, by, Right.REVIEW, State.CHECKED) as case:
        if case.request not in REBINDS:
            raise CannotDo(_("Hồ sơ này không xin cập nhật chữ ký số nên không cần chứng thư mới."))
        _expect(case, by, seen)
        if not content:
            raise CannotDo(_("Hãy chọn tệp chứng thư mới của doanh nghiệp."))
        offered = certificates.offered(content)
        _keep(case, offered, name, by, now)
        checking.run(case, now)


def remove(case_id: int, by: User, now: datetime, seen: str | None = None) -> None:
    """Take a certificate away that does not belong to its case."""
    with locked(case_id, by, Right.REVIEW, State.CHECKED) as case:
        row = kept.row_of(case.pk)
        if row is None:
            raise CannotDo(_("Hồ sơ chưa có chứng thư mới nào."))
        _expect(case, by, seen)
        history.add(case, Act.CERTIFICATE_REMOVED, now, by=by, note=row.source, serial=row.serial)
        row.delete()
        checking.run(case, now)


def version_of(row: GivenCertificate | None) -> str:
    """Return what a form remembers of the certificate that its person saw."""
    return versions.of(row.serial, row.added_at.timestamp()) if row else versions.of("")


def _keep(case: Case, offered: Offered, name: str, by: User, now: datetime) -> None:
    row = kept.keep(case.pk, offered, name, by.pk, now)
    history.add(case, Act.CERTIFICATE_ADDED, now, by=by, note=row.source, serial=row.serial)


def _expect(case: Case, by: User, seen: str | None) -> None:
    """Raise `Overtaken` where another person has added or removed a certificate since."""
    row = kept.row_of(case.pk)
    if seen in (None, version_of(row)):
        return
    acts = (Act.CERTIFICATE_ADDED, Act.CERTIFICATE_REMOVED)
    last = case.events.filter(act__in=acts).select_related("actor").last()
    if last and last.actor_id != by.pk:
        told = {"name": last.actor or _("Máy"), "act": last.get_act_display()}
        raise Overtaken(
            _("%(name)s vừa làm «%(act)s» ở đây. Hãy xem lại; việc của bạn chưa được thực hiện.") % told
        )
