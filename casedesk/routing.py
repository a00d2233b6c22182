"""Which queue a case goes to, and which technician: decided here, written by the caller."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from casedesk import sla
from casedesk.lib import workdays
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import REQUEST_LABELS, TECHNICIANS_STATES, Absence, Case, Flag, Queue, RoutingRule, User
from intake import records
from intake.facts import Kind, Request
from verification.findings import Channel

REPEATED_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A queue, a technician, and one line that says why."""

    queue: Queue
    technician: User
    why: str


@dataclass(frozen=True, slots=True)
class Load:
    """What a technician has in hand: how many open cases, and their weight, a case due today being 1."""

    count: int = 0
    weight: float = 0.0

    def __str__(self) -> str:
        return _("%(count)d hồ sơ, tải %(weight)s") % {"count": self.count, "weight": said(self.weight)}

    def plus(self, weight: float) -> "Load":
        """Return the load with one more case."""
        return Load(self.count + 1, self.weight + weight)

    def less(self, weight: float) -> "Load":
        """Return the load with one case less."""
        return Load(self.count - 1, self.weight - weight)


def assign(case: Case, on: date) -> Assignment:
    """Choose the queue by rule or request, and of its technicians who are there the one with the least load.

    Raises `NeedsPerson` when the request is unknown or nobody of the queue is there.
    """
    queue, way = queue_of(case)
    away = away_on(on)
    people = technicians_of(queue)
    present = [person for person in people if person.pk not in away]
    if not present:
        sentence = _("Hàng đợi «%(queue)s» không có kỹ thuật viên nào đang làm việc.")
        raise NeedsPerson(sentence % {"queue": queue.name})
    loads = loads_of(present, on)
    technician = min(
        present, key=lambda person: (round(loads[person.pk].weight, 6), loads[person.pk].count, person.pk)
    )
    return Assignment(queue, technician, _why(way, loads, technician, [one for one in people if one.pk in away]))


def queue_of(case: Case) -> tuple[Queue, str]:
    """Return the queue of a case, and the words that say how it got there. Raises `NeedsPerson`."""
    flags = flags_of(case)
    in_force = RoutingRule.objects.filter(effective_from__lte=case.arrived_on).select_related("queue")
    for rule in in_force:
        if rule.request in ("", case.request) and (not rule.flag or rule.flag in flags):
            told = {"order": rule.order, "what": _what(rule), "queue": rule.queue.name}
            return rule.queue, _("quy tắc %(order)d (%(what)s → «%(queue)s»)") % told
    case_type = sla.case_type(case.request, case.arrived_on)
    if case_type is None:
        raise NeedsPerson(_("Chưa rõ doanh nghiệp đề nghị gì: hãy chọn yêu cầu của hồ sơ."))
    return case_type.queue, _("hàng đợi «%(queue)s»") % {"queue": case_type.queue.name}


def flags_of(case: Case) -> frozenset[Flag]:
    """Return what is particular about a case."""
    found = {
        Flag.WALK_IN: case.channel == Channel.WALK_IN,
        Flag.REPEATED: _is_repeated(case),
        Flag.MANY_REPRESENTATIVES: _has_many_representatives(case),
    }
    return frozenset(flag for flag, holds in found.items() if holds)


def technicians_of(queue: Queue) -> Sequence[User]:
    """Return who has the skill of a queue, there or away."""
    return list(queue.technicians.filter(is_active=True, is_technician=True).order_by("pk"))


def people_on(day: date) -> Sequence[User]:
    """Return every technician by name, with `is_away` as it is on a day."""
    absent = Absence.objects.filter(person=OuterRef("pk"), first_day__lte=day, last_day__gte=day)
    people = User.objects.filter(is_technician=True, is_active=True).annotate(is_absent=Exists(absent))
    found = list(people.order_by("full_name"))
    for person in found:
        person.is_away = person.is_away or person.is_absent
    return found


def away_on(day: date) -> frozenset[int]:
    """Return who is away on a day, as people or their absences say."""
    absent = Absence.objects.filter(first_day__lte=day, last_day__gte=day).values("person")
    return frozenset(User.objects.filter(Q(is_away=True) | Q(pk__in=absent)).values_list("pk", flat=True))


def loads_of(people: Iterable[User], on: date) -> Mapping[int, Load]:
    """Return what each person has in hand: open cases, each weighing 1 over its working days left."""
    loads = {person.pk: Load() for person in people}
    weights = Weights(on)
    held = Case.objects.filter(technician__in=loads, state__in=TECHNICIANS_STATES)
    for holder, due_on in held.values_list("technician_id", "due_on"):
        loads[holder] = loads[holder].plus(weights.of(due_on))
    return loads


class Weights:
    """How much a case weighs on a day, by its due day; each day is counted once."""

    def __init__(self, on: date) -> None:
        self._on, self._calendar = on, sla.calendar()
        self._known: dict[date, float] = {}

    def of(self, due_on: date | None) -> float:
        """Return 1 over the working days left, at least one; a case whose clock stands weighs nothing."""
        if due_on is None:
            return 0.0
        if due_on not in self._known:
            left = workdays.working_days_between(self._on, due_on, self._calendar)
            self._known[due_on] = 1 / max(1, left)
        return self._known[due_on]


def said(weight: float) -> str:
    """Return a weight as people read it."""
    return f"{weight:.2f}".replace(".", ",")


def _why(way: str, loads: Mapping[int, Load], chosen: User, absent: Sequence[User]) -> str:
    told = {"way": way, "load": loads[chosen.pk]}
    words = (
        _("%(way)s, là người duy nhất đang làm việc (%(load)s)") % told
        if len(loads) == 1
        else _("%(way)s, đang giữ ít việc gấp nhất (%(load)s)") % told
    )
    if not absent:
        return words
    return _("%(words)s; vắng: %(names)s") % {"words": words, "names": ", ".join(map(str, absent))}


def _what(rule: RoutingRule) -> str:
    asked = [str(REQUEST_LABELS[Request(rule.request)])] if rule.request in set(Request) else []
    return ", ".join([*asked, *([str(Flag(rule.flag).label)] if rule.flag else [])]) or _("mọi hồ sơ")


def _is_repeated(case: Case) -> bool:
    if not case.tax_code:
        return False
    since = case.arrived_on - REPEATED_WITHIN
    return Case.objects.filter(tax_code=case.tax_code, pk__lt=case.pk, arrived_on__gte=since).exists()


def _has_many_representatives(case: Case) -> bool:
    """Two identity papers of different people, or a licence that names a second representative."""
    numbers: set[str] = set()
    for paper in records.documents_of(case.pk):
        values = {field.name: field.value for field in paper.fields.all()}
        if paper.kind == Kind.IDENTITY and values.get("id_number"):
            numbers.add(values["id_number"])
        if paper.kind == Kind.BUSINESS_LICENCE and values.get("representative_2"):
            return True
    return len(numbers) > 1
