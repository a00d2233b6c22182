"""A registry file as a plan: looked at line by line without a change, or carried out, all of it or nothing.

Both are the same walk, so that what was reported is what happens. Lines are taken up in batches of a few hundred,
each with a handful of queries, however long the file is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from casedesk.accounts import judging, tables
from casedesk.accounts.columns import ACCOUNT, COLUMNS, TERMINAL, USER, Line
from casedesk.accounts.declared import Declarant, DeclarantCertificate, Terminal
from casedesk.accounts.judging import Entry, Flaw
from casedesk.accounts.models import Account, Binding
from casedesk.search.folding import fold
from verification import formats

BATCH = 500
MOST_TOLD = 200
"""So many flaws are listed; all are counted."""
_UPDATED = ("company_name", "folded", "email", "phone", "is_locked")


@dataclass(slots=True)
class Report:
    """What a file does: how many lines do what, and what is wrong with which."""

    lines: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    flaws: list[Flaw] = field(default_factory=list)
    wrong: int = 0

    def add(self, flaws: Iterable[Flaw]) -> None:
        """Note flaws; only the first are kept word by word."""
        for flaw in flaws:
            self.wrong += 1
            if len(self.flaws) < MOST_TOLD:
                self.flaws.append(flaw)

    def as_json(self) -> dict[str, object]:
        """Return the report as it is kept with the file."""
        told = [[flaw.number, flaw.column, flaw.what] for flaw in self.flaws]
        return {"lines": self.lines, "counts": dict(self.counts), "wrong": self.wrong, "flaws": told}


class _Broken(Exception):  # noqa: N818
    """Takes everything back that was written so far."""


def look(content: bytes, now: datetime) -> Report:
    """Say what a file would do; nothing is changed. Raises `BadTable`."""
    return _walk(content, now, origin="")


def carry_out(content: bytes, now: datetime, origin: str) -> Report:
    """Do what a file says; where a single line is wrong nothing is done and the report says which it is."""
    report = Report()
    try:
        with transaction.atomic():
            report = _walk(content, now, origin)
            if report.wrong:
                raise _Broken
    except _Broken:
        return report
    return report


def _walk(content: bytes, now: datetime, origin: str) -> Report:
    walk = _Walk(now, origin)
    lines = tables.lines(content)
    while batch := list(islice(lines, BATCH)):
        walk.take(batch)
    if not walk.report.lines:
        raise tables.BadTable(_("Tệp chỉ có tiêu đề, chưa có dòng nào."))
    return walk.report


class _Walk:
    """One way through a file; `origin` says by what it is written, empty where it is only looked at."""

    def __init__(self, now: datetime, origin: str) -> None:
        self.now, self.origin, self.report = now, origin, Report()
        self.seen: dict[tuple[str, str], int] = {}
        self.fresh: set[str] = set()
        self.owners: dict[tuple[str, str], str] = {}

    def take(self, batch: Sequence[Line]) -> None:
        """Take up some lines: those about accounts first, for the others stand on them."""
        self.report.lines += len(batch)
        entries = list(self._good(batch))
        accounts = self._accounts(entries)
        self._take_accounts([one for one in entries if one.what == ACCOUNT], accounts)
        others = [one for one in entries if one.what != ACCOUNT and self._has_account(one, accounts)]
        self._take_users([one for one in others if one.what == USER], accounts)
        self._take_terminals([one for one in others if one.what == TERMINAL], accounts)

    def _good(self, batch: Sequence[Line]) -> Iterator[Entry]:
        for line in batch:
            entry, flaws = judging.judge(line)
            self.report.add(flaws)
            if entry is None:
                self._name(line)
                continue
            key = (entry.what, entry.id if entry.what != ACCOUNT else entry.tax_code)
            first = self.seen.setdefault(key, entry.number)
            if first == entry.number:
                yield entry
            else:
                text = _("Đã có ở dòng %(first)d: mỗi tài khoản, User ID, máy trạm chỉ một dòng.")
                column = "tax_code" if entry.what == ACCOUNT else "id"
                self._flaw(entry, column, text % {"first": first})

    def _name(self, line: Line) -> None:
        """Know an account whose own line is broken: the lines that stand on it are not to blame."""
        if line.get("what").upper() == ACCOUNT:
            self.fresh.add(formats.normalised("tax_code", line.get("tax_code")))

    @property
    def _writes(self) -> bool:
        """Whether it is written at all: after the first flaw everything is taken back anyway."""
        return bool(self.origin) and not self.report.wrong

    def _accounts(self, entries: Sequence[Entry]) -> dict[str, Account]:
        newest = Binding.objects.filter(account=OuterRef("pk")).order_by("-id").values("serial")[:1]
        rows = Account.objects.filter(tax_code__in={one.tax_code for one in entries})
        rows = rows.select_for_update(of=("self",)) if self.origin else rows
        return {row.tax_code: row for row in rows.annotate(bound=Subquery(newest))}

    def _has_account(self, entry: Entry, accounts: Mapping[str, Account]) -> bool:
        if entry.tax_code in accounts or entry.tax_code in self.fresh:
            return True
        text = _("Chưa có tài khoản của mã số thuế này: thêm một dòng TK ở trước dòng này.")
        self._flaw(entry, "tax_code", text)
        return False

    def _take_accounts(self, entries: Sequence[Entry], accounts: dict[str, Account]) -> None:
        made, changed, bindings = list[Account](), list[Account](), list[tuple[Account, Entry]]()
        for entry in entries:
            row = accounts.get(entry.tax_code)
            is_new = row is None
            if row is None and not entry.name:
                self._flaw(entry, "name", _("Tài khoản mới cần tên công ty."))
                self.fresh.add(entry.tax_code)
                continue
            row = row or Account(tax_code=entry.tax_code)
            differs = _set_account(row, entry)
            binds = entry.certificate is not None and entry.certificate.serial != getattr(row, "bound", None)
            self._count("account", is_new=is_new, differs=differs or binds)
            if is_new:
                self.fresh.add(entry.tax_code)
                made.append(row)
            elif differs:
                changed.append(row)
            if binds:
                self.report.counts["bindings"] += 1
                bindings.append((row, entry))
        if not self._writes:
            return
        Account.objects.bulk_create(made)
        Account.objects.bulk_update(changed, _UPDATED)
        accounts |= {row.tax_code: row for row in made}
        Binding.objects.bulk_create(self._binding(row, entry) for row, entry in bindings)

    def _binding(self, row: Account, entry: Entry) -> Binding:
        return Binding(account=row, bound_at=self.now, origin=self.origin, **_columns_of(entry))

    def _take_users(self, entries: Sequence[Entry], accounts: Mapping[str, Account]) -> None:
        newest = DeclarantCertificate.objects.filter(declarant=OuterRef("pk")).order_by("-effective_from", "-id")
        rows = Declarant.objects.filter(user_id__in=[one.id for one in entries]).select_related("account")
        known: dict[str, Declarant] = {
            row.user_id: row for row in rows.annotate(signs=Subquery(newest.values("serial")[:1]))
        }
        made, changed, signing = list[Declarant](), list[Declarant](), list[tuple[Declarant, Entry]]()
        for entry in entries:
            row = known.get(entry.id)
            is_new = row is None
            if not self._is_own(entry, row.account.tax_code if row else ""):
                continue
            if row is None and not entry.name:
                self._flaw(entry, "name", _("User ID mới cần họ tên người sử dụng."))
                continue
            row = row or Declarant(user_id=entry.id, effective_from=self.now, account=accounts.get(entry.tax_code))
            differs = _set_times(row, entry, name=entry.name)
            signs = entry.certificate is not None and entry.certificate.serial != getattr(row, "signs", None)
            self._count("user", is_new=is_new, differs=differs or signs)
            if is_new:
                made.append(row)
            elif differs:
                changed.append(row)
            if signs:
                signing.append((row, entry))
        if not self._writes:
            return
        Declarant.objects.bulk_create(made)
        Declarant.objects.bulk_update(changed, ["full_name", "effective_from", "ends_at"])
        DeclarantCertificate.objects.bulk_create(
            DeclarantCertificate(declarant=row, effective_from=entry.begins or self.now, **_columns_of(entry))
            for row, entry in signing
        )

    def _take_terminals(self, entries: Sequence[Entry], accounts: Mapping[str, Account]) -> None:
        rows = Terminal.objects.filter(terminal_id__in=[one.id for one in entries]).select_related("account")
        known = {row.terminal_id: row for row in rows}
        made, changed = list[Terminal](), list[Terminal]()
        for entry in entries:
            row = known.get(entry.id)
            is_new = row is None
            if not self._is_own(entry, row.account.tax_code if row else ""):
                continue
            account = accounts.get(entry.tax_code)
            row = row or Terminal(terminal_id=entry.id, effective_from=self.now, account=account)
            differs = _set_times(row, entry)
            self._count("terminal", is_new=is_new, differs=differs)
            if is_new:
                made.append(row)
            elif differs:
                changed.append(row)
        if self._writes:
            Terminal.objects.bulk_create(made)
            Terminal.objects.bulk_update(changed, ["effective_from", "ends_at"])

    def _is_own(self, entry: Entry, owner: str) -> bool:
        if owner and owner != entry.tax_code:
            text = _("Mã này đang thuộc tài khoản %(owner)s: không chuyển được bằng tệp.")
            self._flaw(entry, "id", text % {"owner": owner})
            return False
        return True

    def _count(self, what: str, *, is_new: bool, differs: bool) -> None:
        how = "new" if is_new else "changed" if differs else "same"
        self.report.counts[f"{what}_{how}"] += 1

    def _flaw(self, entry: Entry, column: str, text: str) -> None:
        self.report.add([Flaw(entry.number, COLUMNS[column], text)])


def _set_account(row: Account, entry: Entry) -> bool:
    """Put what a line says into an account; return whether anything is different now."""
    before = (row.company_name, row.email, row.phone, row.is_locked)
    row.company_name = entry.name or row.company_name
    row.email, row.phone = entry.email or row.email, entry.phone or row.phone
    row.is_locked = row.is_locked if entry.locked is None else entry.locked
    if row.company_name != before[0]:
        row.folded = fold(row.company_name)
    return before != (row.company_name, row.email, row.phone, row.is_locked)


def _set_times(row: Any, entry: Entry, name: str = "") -> bool:
    """Put name and times into a User ID or a terminal; return whether anything is different now."""
    before = (getattr(row, "full_name", ""), row.effective_from, row.ends_at)
    if name:
        row.full_name = name
    row.effective_from = _later(row.effective_from, entry.begins)
    row.ends_at = _later(row.ends_at, entry.ends)
    return before != (getattr(row, "full_name", ""), row.effective_from, row.ends_at)


def _later(kept: datetime | None, given: datetime | None) -> Any:
    """Return what a line gives, or what is kept where that is empty or the same second."""
    if given is None or (kept is not None and kept.replace(microsecond=0) == given):
        return kept
    return given


def _columns_of(entry: Entry) -> dict[str, Any]:
    found = entry.certificate
    if found is None:
        return {}
    names = ("serial", "issuer", "subject", "not_before", "not_after")
    return {name: getattr(found, name) for name in names}
