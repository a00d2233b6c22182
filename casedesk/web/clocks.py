"""The due day in the words that people use: how many working days are left, and in which group it falls."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casedesk import sla
from casedesk.lib import workdays
from casedesk.models import Case, CaseType, State
from casedesk.templatetags.desk import spoken

GROUPS = {
    "overdue": gettext_lazy("Quá hạn"),
    "today": gettext_lazy("Hôm nay"),
    "week": gettext_lazy("Tuần này"),
    "later": gettext_lazy("Sau"),
    "stopped": gettext_lazy("Đồng hồ dừng"),
}
SUNDAY = 6
NOTICE_NEAR = 1
"""With so many working days left to tell a company what is missing, the words become a warning."""
_NOT_NOTIFIED = (State.RECEIVED, State.CHECKED)


@dataclass(frozen=True, slots=True)
class Chip:
    """A due day for people: words, a tone that the stylesheet colours, and the day itself; `short` for lists."""

    words: str
    short: str
    tone: str
    day: date | None = None
    title: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """The last day to ask for what is missing (NĐ 61/2018 Art 19.4): words, and a tone as a chip has it."""

    words: str
    tone: str
    day: date


class Clocks:
    """The clock of one page: today and the calendar are looked up once for all its rows."""

    def __init__(self, now: datetime) -> None:
        self.today = sla.today(now)
        self.calendar = sla.calendar()
        self._chips: dict[tuple[date, int], Chip] = {}

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
        return self._chip(case.due_on, self.terms(case).warn_days_left)

    def terms(self, case: Case) -> sla.Terms:
        """Return when a case is warned of and its company told what is missing."""
        return sla.terms_of(case, () if hasattr(case, "warn_days_left") else self.rules)

    def notice(self, case: Case, started_on: date | None = None) -> Notice | None:
        """Return until when the company may be told what is missing; None where that is done or not needed.

        `started_on` is the day 0 of its running clock, for a case that was not read with its terms.
        """
        is_owed = case.state in _NOT_NOTIFIED and not (case.state == State.CHECKED and case.is_complete())
        terms = self.terms(case)
        terms = replace(terms, started_on=started_on) if started_on else terms
        day = sla.notice_day(terms, self.calendar) if is_owed else None
        if day is None:
            return None
        left = workdays.working_days_between(self.today, day, self.calendar)
        if day < self.today:
            return Notice(_asked_late(-left), "late", day)
        words = _("yêu cầu bổ sung chậm nhất hôm nay") if day == self.today else _asked_by(day)
        return Notice(words, "soon" if left <= NOTICE_NEAR else "calm", day)

    def group(self, case: Case) -> str:
        """Return the group of `GROUPS` in which a case is listed."""
        if case.due_on is None or not case.is_open:
            return "stopped"
        if case.due_on <= self.today:
            return "today" if case.due_on == self.today else "overdue"
        sunday = self.today + timedelta(days=SUNDAY - self.today.weekday())
        return "week" if case.due_on <= sunday else "later"

    def _chip(self, due_on: date, warned: int) -> Chip:
        """Return the chip of a day, made once: the rows of a page fall on few days."""
        if (due_on, warned) not in self._chips:
            words, short, tone = self._words(due_on, warned)
            title = _("Hẹn trả ngày %(day)s, %(words)s") % {"day": f"{due_on:%d/%m/%Y}", "words": words}
            self._chips[due_on, warned] = Chip(words, short, tone, due_on, title, spoken(due_on))
        return self._chips[due_on, warned]

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


def _asked_by(day: date) -> str:
    return _("yêu cầu bổ sung chậm nhất %(day)s") % {"day": spoken(day)}


def _asked_late(days: int) -> str:
    if not days:
        return _("quá hạn yêu cầu bổ sung")
    words = ngettext(
        "quá hạn yêu cầu bổ sung %(count)d ngày làm việc", "quá hạn yêu cầu bổ sung %(count)d ngày làm việc", days
    )
    return words % {"count": days}
