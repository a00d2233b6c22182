"""Rules on the account on record: the answer goes to the letter's address, and that is how an account is stolen.

What they find is a warning. It never fails a dossier, since companies do change their addresses; but two persons
must settle it, each with a reason.
"""

import re

from django.utils.translation import gettext as _

from intake.facts import Kind
from verification import numbers, papers
from verification.findings import Dossier, Finding
from verification.judging import Judge


def account_known(dossier: Dossier) -> Finding:
    """The company has an account; without one there is nothing to bind a certificate to."""
    judge = Judge("account_known")
    record = dossier.record
    if record is None:
        return judge.not_needed(_not_looked_up())
    if record.problem:
        return judge.finds((), [_("Chưa tra được tài khoản: %(why)s") % {"why": record.problem}], "")
    if not record.is_found:
        return judge.warns([_("Không có tài khoản VNACCS nào của mã số thuế này.")], "")
    return judge.warns([], _("Công ty có tài khoản VNACCS."))


def contact_on_record(dossier: Dossier) -> Finding:
    """E-mail and telephone in the letter are those of the account."""
    record, letters = dossier.record, papers.of(dossier, Kind.REQUEST_LETTER)
    judge = Judge("contact_on_record", letters, ("email", "phone"))
    if record is None or not record.is_found:
        return judge.not_needed(_not_looked_up() if record is None else _("Không xét vì chưa có tài khoản để so."))
    emails, phones = (papers.readings(letters, name) for name in ("email", "phone"))
    differ = [
        _("Thư điện tử trong công văn (%(letter)s) khác trên tài khoản (%(account)s).")
        % {"letter": one.value, "account": record.email or "–"}
        for one in emails
        if one.value.casefold() != record.email.casefold()
    ]
    differ += [
        _("Điện thoại trong công văn (%(letter)s) khác trên tài khoản (%(account)s).")
        % {"letter": one.value, "account": record.phone or "–"}
        for one in phones
        if not _is_same_phone(one.value, record.phone)
    ]
    return judge.warns(differ, _("Thư điện tử và điện thoại trong công văn như trên tài khoản."))


def request_once(dossier: Dossier) -> Finding:
    """The company has not asked within the last 30 days."""
    judge, record = Judge("request_once"), dossier.record
    if record is None:
        return judge.not_needed(_not_looked_up())
    text = _("Công ty đã có yêu cầu khác trong 30 ngày: %(numbers)s.") % {"numbers": ", ".join(record.recent)}
    return judge.warns([text] if record.recent else [], _("Công ty không có yêu cầu nào khác trong 30 ngày."))


def address_own(dossier: Dossier) -> Finding:
    """No other company's request gave the same address for its answer."""
    judge, record = Judge("address_own", papers.of(dossier, Kind.REQUEST_LETTER), ("email",)), dossier.record
    if record is None:
        return judge.not_needed(_not_looked_up())
    text = _("Địa chỉ thư này đã có trong yêu cầu của công ty khác: %(others)s.")
    shared = [text % {"others": "; ".join(record.sharing)}] if record.sharing else []
    return judge.warns(shared, _("Chưa công ty nào khác dùng địa chỉ thư này."))


def _is_same_phone(one: str, other: str) -> bool:
    """Say whether one of the numbers in a text is the other; letters often give two."""
    return any(numbers.are_same_telephone(part, other) for part in re.split(r"[;,/]| - ", one))


def _not_looked_up() -> str:
    return _("Chưa tra tài khoản.")
