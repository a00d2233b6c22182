"""The account on record as screens show it, and where it differs from what the request letter says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from casedesk.accounts.gateway import AccountRecord, BoundCertificate, gateway
from casedesk.lib.outcomes import NeedsPerson, TryAgain
from casedesk.models import Case
from intake import records
from intake.facts import Kind
from intake.models import Document
from verification.certificates import Certificate


@dataclass(frozen=True, slots=True)
class Compared:
    """A value on record beside the one that a company gives."""

    label: str
    on_record: str
    given: str

    @property
    def differs(self) -> bool:
        """Whether the two say different things; a value that is missing on one side differs too."""
        return _plain(self.on_record) != _plain(self.given)


@dataclass(frozen=True, slots=True)
class AccountView:
    """The account of a case: `problem` says why there is none to show."""

    record: AccountRecord | None = None
    compared: tuple[Compared, ...] = ()
    problem: str = ""

    @property
    def differs(self) -> bool:
        """Whether the letter gives another contact than the account has."""
        return any(row.differs for row in self.compared)


def account_of(case: Case, said: Mapping[str, str] | None = None) -> AccountView:
    """Look up the account of a case; the other side's silence is said, not raised.

    `said` is what the request letter says (`said_in`), where its papers were gathered already.
    """
    if not case.tax_code:
        return AccountView(problem=_("Chưa rõ mã số thuế nên chưa tra được tài khoản."))
    try:
        record = gateway().find(case.tax_code)
    except (TryAgain, NeedsPerson) as silent:
        return AccountView(problem=str(silent))
    if record is None:
        return AccountView(problem=_("Không có tài khoản VNACCS nào của mã số thuế này."))
    said = said_in(records.documents_of(case.pk)) if said is None else said
    return AccountView(record, tuple(_compared(case, record, said)))


def said_in(papers: Sequence[Document]) -> dict[str, str]:
    """Return what the request letter among some papers says of itself, by field."""
    letters = (row for row in papers if row.kind == Kind.REQUEST_LETTER)
    return {field.name: field.value for letter in letters for field in letter.fields.all()}


def compare(bound: BoundCertificate | None, new: Certificate) -> list[Compared]:
    """Return the bound certificate beside the new one, line by line."""
    return [
        Compared(_("Số sê-ri"), bound.serial if bound else "", new.serial),
        Compared(_("Chủ thể"), bound.subject if bound else "", new.company),
        Compared(_("Nơi cấp"), bound.issuer if bound else "", new.issuer),
        Compared(_("Có hiệu lực từ"), _day(bound.not_before) if bound else "", _day(new.not_before)),
        Compared(_("Có hiệu lực đến"), _day(bound.not_after) if bound else "", _day(new.not_after)),
    ]


def _day(moment: datetime) -> str:
    return f"{localtime(moment):%d/%m/%Y}"


def _compared(case: Case, record: AccountRecord, said: Mapping[str, str]) -> list[Compared]:
    return [
        Compared(_("Tên công ty"), record.company_name, case.company_name),
        Compared(_("Thư điện tử"), record.email, said.get("email", "")),
        Compared(_("Điện thoại"), record.phone, said.get("phone", "")),
    ]


def _plain(value: str) -> str:
    return re.sub(r"[\s.()\-]", "", value).casefold()
