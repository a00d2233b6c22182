"""The cases behind each figure of the board: groups and their parameters by allow-list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from casedesk import forecast, sla, throughput
from casedesk.board import NOBODY, STEP_STATES
from casedesk.forecast import Forecast
from casedesk.models import OPEN_STATES, Case

PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "qua-han": (),
    "hom-nay": (),
    "nguy-co": (),
    "hen-tra": ("ngay", "nguoi"),
    "dang-giu": ("nguoi",),
    "buoc": ("buoc",),
    "nhan": ("tu", "den"),
    "xong": ("tu", "den"),
    "dung-han": ("tu", "den"),
    "tre-han": ("tu", "den"),
}
"""Which parameters each group takes; `nguoi` of a due day may be left out, every other one is needed."""
LONGEST = timedelta(days=366)
MOST_DIGITS = 18


class Unknown(ValueError):  # noqa: N818 (reads as a sentence where it is raised)
    """A group or parameter that is not on the list, or a value that cannot be read."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A group with its parameters, read and checked."""

    group: str
    day: date | None = None
    person: int | None = None
    step: str = ""
    since: date = date.min
    until: date = date.min


def chosen(values: Mapping[str, str]) -> Chosen:
    """Read a group and its parameters. Raises `Unknown` for whatever is not on the list."""
    group = values.get("nhom", "")
    if group not in PARAMETERS:
        raise Unknown(group)
    taken = PARAMETERS[group]
    if set(values) - {"nhom", *taken} or set(taken) - set(values) - ({"nguoi"} if group == "hen-tra" else set()):
        raise Unknown(group)
    found = Chosen(
        group,
        day=_day(values["ngay"]) if "ngay" in taken else None,
        person=_person(values["nguoi"]) if "nguoi" in values else None,
        step=_step(values["buoc"]) if "buoc" in taken else "",
        since=_day(values["tu"]) if "tu" in taken else date.min,
        until=_day(values["den"]) if "den" in taken else date.min,
    )
    if not timedelta(0) <= found.until - found.since <= LONGEST:
        raise Unknown(group)
    return found


def cases(choice: Chosen, now: datetime) -> QuerySet[Case]:
    """Return the cases of a group, the most pressing first; of `nguy-co` use `risks`."""
    found = Case.objects.filter(_condition(choice, sla.today(now))).select_related("queue", "technician")
    return found.order_by(F("due_on").asc(nulls_last=True), "id")


def risks(now: datetime) -> list[Forecast]:
    """Return the cases at risk, in the order of the clock."""
    today, calendar = sla.today(now), sla.calendar()
    return forecast.at_risk(forecast.running(), forecast.paces(today, calendar), today, calendar)


def _condition(choice: Chosen, today: date) -> Q:
    if choice.group in {"nhan", "xong", "dung-han", "tre-han"}:
        return Q(pk__in=_of_period(choice))
    running = Q(state__in=OPEN_STATES, due_on__isnull=False)
    return running & {
        "qua-han": Q(due_on__lt=today),
        "hom-nay": Q(due_on=today),
        "hen-tra": Q(due_on=choice.day) & _held_by(choice.person),
        "dang-giu": _held_by(choice.person),
        "buoc": Q(state__in=STEP_STATES.get(choice.step, ())),
    }.get(choice.group, Q(pk__in=[]))


def _of_period(choice: Chosen) -> QuerySet[Any]:
    if choice.group == "nhan":
        return throughput.received(choice.since, choice.until).values("case")
    ended = throughput.ended(choice.since, choice.until)
    if choice.group != "xong":
        ended = ended.filter(in_time=choice.group == "dung-han")
    return ended.values("case")


def _held_by(person: int | None) -> Q:
    if person is None:
        return Q()
    return Q(technician=None) if person == NOBODY else Q(technician=person)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Unknown(text) from None
    if not 2000 <= day.year <= 9000:
        raise Unknown(text)
    return day


def _person(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > MOST_DIGITS:
        raise Unknown(text)
    return int(text)


def _step(text: str) -> str:
    if text not in STEP_STATES:
        raise Unknown(text)
    return text
