"""The due day in the words that people use: how many working days are left, and in which group it falls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casedesk import sla
from casedesk.lib import workdays
from casedesk.models import Case, CaseType

GROUPS = {
    "overdue": gettext_lazy("Quá hạn"),
    "today": gettext_lazy("Hôm nay"),
    "week": gettext_lazy("Tuần này"),
    "later": gettext_lazy("Sau"),
    "stopped": gettext_lazy("Đồng hồ dừng"),
}
SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Chip:
    """A due day for people: words, a tone that the stylesheet colours, and the day itself; `short` for lists."""

    words: str
    short: str
    tone: str
    day: date | None = None


class Clocks:
    """The clock of one page: today and the calendar are looked up once for all its rows."""

    def __init__(self, now: datetime) -> None:
        self.today = sla.today(now)
        self.calendar = sla.calendar()

    @cached_property
    def rules(self) -> Sequence[CaseType]:
        """The rows that say when to warn; not asked for a case that was read with its terms."""
        return sla.warn_rules()

    def chip(self, case: Case) -> Chip:
        """Return a case's due chip; a stopped or ended clock says so."""
        if not case.is_open:
            return Chip(_("đã xong"), _("đã xong"), "done")
        if case.due_on is None:
            return Chip(_("đồng hồ dừng"), _("đồng hồ dừng"), "waiting")
        return Chip(*self._words(case.due_on, self.terms(case).warn_days_left), case.due_on)

    def terms(self, case: Case) -> sla.Terms:
        """Return when a case is warned of and its company told what is missing."""
        return sla.terms_of(case, () if hasattr(case, "warn_days_left") else self.rules)

    def group(self, case: Case) -> str:
        """Return the group of `GROUPS` in which a case is listed."""
        if case.due_on is None or not case.is_open:
            return "stopped"
        if case.due_on <= self.today:
            return "today" if case.due_on == self.today else "overdue"
        sunday = self.today + timedelta(days=SUNDAY - self.today.weekday())
        return "week" if case.due_on <= sunday else "later"

    def _words(self, due_on: date, warned: int) -> tuple[str, str, str]:
        left = workdays.working_days_between(self.today, due_on, self.calendar)
        if due_on < self.today:
            return *_late(-left), "late"
        if due_on == self.today:
            return _("hôm nay"), _("hôm nay"), "soon"
        words = ngettext("còn %(count)d ngày làm việc", "còn %(count)d ngày làm việc", left)
        short = ngettext("còn %(count)d ngày", "còn %(count)d ngày", left)
        return words % {"count": left}, short % {"count": left}, "soon" if left <= warned else "calm"


def _late(days: int) -> tuple[str, str]:
    if not days:
        return _("quá hạn"), _("quá hạn")
    words = ngettext("quá hạn %(count)d ngày làm việc", "quá hạn %(count)d ngày làm việc", days)
    short = ngettext("quá hạn %(count)d ngày", "quá hạn %(count)d ngày", days)
    return words % {"count": days}, short % {"count": days}
