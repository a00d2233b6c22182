"""The new certificate as screens show it: beside the bound one, what speaks against it, and what it proves."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import checking, given
from casedesk.accounts.gateway import BoundCertificate
from casedesk.models import Case
from casedesk.web.account import AccountView, Compared, account_of, compare
from casedesk.web.screen import Entry
from verification import certificates
from verification.certificates import Certificate, Link, Offered, Problem, kept
from verification.models import GivenCertificate
from verification.rules.certificate import REBINDS


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The new certificate that was handed in, and what speaks against it; `kept` carries it through the form.

    `lateness` says whether it was renewed after the bound one had expired, where one is bound.
    """

    certificate: Certificate
    problems: tuple[Problem, ...]
    kept: str
    compared: Sequence[Compared]
    link: Link
    has_signed: bool
    lateness: str


@dataclass(frozen=True, slots=True)
class GivenView:
    """The new certificate at review: the row, what it holds, and why the last file was refused."""

    row: GivenCertificate | None
    shown: HandedIn | None
    version: str
    problem: str = ""
    code: str = ""


def handed_in(case: Case, offered: Offered, account: AccountView) -> HandedIn:
    """Hold a certificate against a case and its account, for the screen."""
    bound = account.record.certificate if account.record else None
    against, link = checking.certificate_on(case, offered, bound, timezone.now())
    one = offered.certificate
    text = base64.b64encode(certificates.as_pem([one, *offered.others])).decode()
    return HandedIn(
        one, tuple(against), text, compare(bound, one), link, offered.has_signed, _lateness(bound, one)
    )


def given_view(case: Case, entry: Entry | None) -> GivenView | None:
    """Return the new certificate of a rebind under review; None for other requests."""
    if case.request not in REBINDS:
        return None
    row = kept.row_of(case.pk)
    shown = handed_in(case, kept.offered_by(row), account_of(case)) if row else None
    entry = entry or Entry()
    return GivenView(row, shown, given.version_of(row), entry.problem, entry.code)


def _lateness(bound: BoundCertificate | None, new: Certificate) -> str:
    """Say which of the two cases of seed 000 the dates speak for."""
    if bound is None:
        return ""
    if certificates.is_late_renewal(bound.not_after, new.not_before):
        return _("Chứng thư mới có hiệu lực sau khi chứng thư đang gắn hết hạn: gia hạn muộn.")
    return _("Chứng thư mới có hiệu lực khi chứng thư đang gắn còn hạn: thay thế (mất, hỏng).")
