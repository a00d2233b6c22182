"""A queue rebalanced: the fewest moves that even out its technicians' loads, shown first, then made as one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from casedesk import access, actions, routing, sla, versions
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.models import Case, Queue, State, User
from casedesk.routing import Load, said

LEAST_GAIN = 0.05
"""A move that brings two people closer by less than this is not worth a hand-over."""


@dataclass(frozen=True, slots=True)
class Move:
    """One case that changes hands, and why."""

    case: Case
    source: User
    target: User
    why: str


@dataclass(frozen=True, slots=True)
class Share:
    """A person's load before and after."""

    person: User
    is_away: bool
    before: Load
    after: Load


@dataclass(frozen=True, slots=True)
class Plan:
    """The moves, the loads around them, and the version of the situation that they answer."""

    moves: Sequence[Move]
    shares: Sequence[Share]
    seen: str


class Changed(CannotDo):
    """The queue is not as the preview showed it; nothing was moved."""


def plan(queue: Queue, now: datetime) -> Plan:
    """Return the moves that even a queue out: who is away gives all, then the fullest gives to the emptiest.

    Only cases that wait for their technician and were never proposed change hands, each once.
    """
    today = sla.today(now)
    away, people = routing.away_on(today), _people(queue)
    cases = _movable(queue)
    before = dict(routing.loads_of(people.values(), today))
    skilled = {person.pk for person in routing.technicians_of(queue)}
    balance = _Balance(people, before, sorted(skilled - away), routing.Weights(today))
    moves = [*balance.relieve(cases, away), *balance.even_out(cases)]
    shares = [Share(one, one.pk in away, before[one.pk], balance.loads[one.pk]) for one in people.values()]
    seen = versions.of(
        [(case.pk, case.technician_id, str(case.due_on)) for case in cases],
        [(one.case.pk, one.target.pk) for one in moves],
        balance.present,
    )
    return Plan(moves, shares, seen)


def apply(queue: Queue, seen: str, by: User, now: datetime) -> Plan:
    """Make the moves of a preview, all or none, each with its history line. Raises `Changed`."""
    if not access.may(by, Right.SUPERVISE):
        raise PermissionDenied
    with transaction.atomic():
        list(Case.objects.select_for_update().filter(queue=queue, state=State.ASSIGNED).order_by("pk"))
        made = plan(queue, now)
        if made.seen != seen:
            raise Changed(
                _("Hàng đợi đã thay đổi từ khi bạn xem. Chưa hồ sơ nào được chuyển; dưới đây là bảng tính lại.")
            )
        for one in made.moves:
            actions.give(one.case, one.target, one.why, now, by=by)
            one.case.save(update_fields=["technician", "assigned_because"])
    return made


class _Balance:
    """The loads as the moves that were found so far leave them."""

    def __init__(
        self, people: dict[int, User], loads: dict[int, Load], present: list[int], weights: routing.Weights
    ) -> None:
        self.people, self.loads, self.present = people, dict(loads), present
        self._weights, self._moved = weights, set[int]()

    def relieve(self, cases: Sequence[Case], away: frozenset[int]) -> list[Move]:
        """Give every case of those who are away to the emptiest of those who are there, the most urgent first."""
        left = [case for case in cases if case.technician_id in away]
        if not self.present:
            return []
        return [
            self._move(case, self._emptiest(), _("%(name)s vắng") % {"name": case.technician}) for case in left
        ]

    def even_out(self, cases: Sequence[Case]) -> list[Move]:
        """Move the one case that helps most, from the fullest to the emptiest, until none helps."""
        moves: list[Move] = []
        while len(self.present) > 1:
            full, empty = max(self.present, key=self._weight), self._emptiest()
            gap = self._weight(full) - self._weight(empty)
            held = [one for one in cases if one.technician_id == full and one.pk not in self._moved]
            best = min(held, key=lambda one: (abs(gap - 2 * self._of(one)), one.pk), default=None)
            if best is None or gap - abs(gap - 2 * self._of(best)) < LEAST_GAIN:
                break
            moves.append(self._move(best, empty, self._why(best, full, empty)))
        return moves

    def _move(self, case: Case, target: int, why: str) -> Move:
        source, weight = case.technician_id or 0, self._of(case)
        self.loads[source], self.loads[target] = self.loads[source].less(weight), self.loads[target].plus(weight)
        self._moved.add(case.pk)
        return Move(case, self.people[source], self.people[target], why)

    def _why(self, case: Case, full: int, empty: int) -> str:
        weight = self._of(case)
        told = {
            "full": self.people[full],
            "empty": self.people[empty],
            "more": said(self._weight(full)),
            "less": said(self._weight(empty)),
            "then": said(self._weight(full) - weight),
            "now": said(self._weight(empty) + weight),
        }
        return _("tải %(full)s %(more)s → %(then)s, %(empty)s %(less)s → %(now)s") % told

    def _emptiest(self) -> int:
        return min(self.present, key=lambda pk: (round(self._weight(pk), 6), self.loads[pk].count, pk))

    def _weight(self, pk: int) -> float:
        return self.loads[pk].weight

    def _of(self, case: Case) -> float:
        return self._weights.of(case.due_on)


def _movable(queue: Queue) -> list[Case]:
    waiting = Case.objects.filter(queue=queue, state=State.ASSIGNED, changes=None).exclude(technician=None)
    return list(waiting.select_related("technician").order_by("due_on", "pk"))


def _people(queue: Queue) -> dict[int, User]:
    """Return who has the skill of a queue, and who holds a case of it all the same."""
    holders = User.objects.filter(cases__queue=queue, cases__state=State.ASSIGNED)
    return {one.pk: one for one in [*routing.technicians_of(queue), *holders.distinct().order_by("pk")]}
