"""The trail as an auditor reads it: filtered, newest first, page by page, and as a table taken away."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk.models import Act, Event, User
from casedesk.register_lines import harmless
from casedesk.throughput import midnight

MACHINE = "may"
"""Instead of a person: what the machine did by itself."""
HEADINGS = (
    *("Số", "Thời điểm", "Người thực hiện", "Tên đăng nhập", "Địa chỉ", "Việc", "Mã hồ sơ", "Đối tượng"),
    *("Lý do, ghi chú", "Chi tiết", "Vị trí trong chuỗi", "Mã băm"),
)
_CHUNK = 2_000
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are wanted; what is empty restricts nothing. `person` is an id or `MACHINE`."""

    person: str = ""
    case: str = ""
    act: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_set(self) -> bool:
        """Whether anything is restricted."""
        return any(getattr(self, each.name) for each in fields(self))

    def words(self) -> str:
        """What is wanted, for the trail itself."""
        person = User.objects.filter(pk=self.person).first() if self.person.isdecimal() else None
        machine = _("máy") if self.person == MACHINE else ""
        days = [f"{day:%d/%m/%Y}" if day else "…" for day in (self.since, self.until)]
        period = "–".join(days) if self.since or self.until else ""
        act = str(Act(self.act).label) if self.act else ""
        return ", ".join(filter(None, (str(person or machine), self.case, act, period)))


def rows_of(wanted: Wanted) -> QuerySet[Event]:
    """Return the events that are wanted, the newest first."""
    rows = Event.objects.select_related("actor", "case").order_by("-id")
    if wanted.person:
        rows = rows.filter(actor=None if wanted.person == MACHINE else int(wanted.person))
    if wanted.case:
        rows = rows.filter(case__number=wanted.case)
    if wanted.act:
        rows = rows.filter(act=wanted.act)
    if wanted.since:
        rows = rows.filter(at__gte=midnight(wanted.since))
    return rows.filter(at__lt=midnight(wanted.until + timedelta(days=1))) if wanted.until else rows


def page_of(rows: QuerySet[Event], before: int, size: int) -> tuple[Sequence[Event], int]:
    """Return a page of events older than one (0: the newest), and behind which the next starts (0: none)."""
    found = list((rows.filter(id__lt=before) if before else rows)[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else 0


def as_csv(rows: QuerySet[Event]) -> Iterator[str]:
    """Yield the events as CSV that Excel opens: UTF-8 with its mark, and no cell that could be a formula."""
    writer = csv.writer(_Echo())
    yield _BOM + writer.writerow(HEADINGS)
    for row in rows.iterator(_CHUNK):
        yield writer.writerow(_cells(row))


def _cells(row: Event) -> Iterable[str | int | None]:
    return (
        row.pk,
        _moment(row.at),
        *(harmless(text) for text in _who(row.actor)),
        row.address,
        harmless(str(row.get_act_display())),
        row.case.number if row.case else "",
        harmless(row.subject),
        harmless(row.note),
        harmless(json.dumps(row.data, ensure_ascii=False)) if row.data else "",
        row.place,
        row.digest,
    )


def _who(actor: User | None) -> tuple[str, str]:
    return (str(actor), actor.username) if actor else (_("máy"), "")


def _moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="microseconds")


class _Echo:
    """A file that hands back what is written, so that a row is sent and not kept."""

    def write(self, text: str) -> str:
        return text
