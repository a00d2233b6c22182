"""Holding a case for one act: the right, the state, what another did in between, and a guarded transition."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django_fsm as fsm
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from casedesk import access
from casedesk.access import Act as Right
from casedesk.models import MOVES, Case, State, User


class CannotDo(Exception):  # noqa: N818 (reads as a sentence where it is raised)
    """The act does not fit the case as it stands now; nothing was changed."""


class Overtaken(CannotDo):
    """Somebody else has changed the same thing since this person saw it; nothing was changed now."""


@contextmanager
def locked(case_id: int, by: User, right: Right, *states: State, seen_state: str | None = None) -> Iterator[Case]:
    """Hold a case for one act, in a transaction, after checking the right and the state.

    `seen_state` is what the person's form remembers (`Case.seen_state`). Raises `Overtaken` where the case is
    elsewhere by now, or where another's change gets in between.
    """
    if not access.may(by, right):
        raise PermissionDenied
    try:
        with transaction.atomic():
            case = Case.objects.select_for_update().get(pk=case_id)
            if case.state not in states or not case.is_as_seen(seen_state):
                raise Overtaken(told(case, by))
            yield case
    except fsm.ConcurrentTransition as late:
        raise Overtaken(told(Case.objects.get(pk=case_id), by)) from late


def told(case: Case, by: User) -> str:
    """Say who did what to a case, and when: what a person is told whose act came too late."""
    where = {"number": case.number, "state": case.get_state_display()}
    moves = case.events.filter(act__in=MOVES).select_related("actor")
    last = moves.last()
    if last is None:
        return _("Hồ sơ %(number)s nay đã ở bước «%(state)s», nên không làm việc này được nữa.") % where
    last = moves.filter(at=last.at).exclude(actor=None).last() or last
    name = _("Bạn") if last.actor_id == by.pk else str(last.actor or _("Máy"))
    when = localtime(last.at)
    what = {"name": name, "act": last.get_act_display(), "time": f"{when:%H:%M}", "day": f"{when:%d/%m}"}
    return _(
        "%(name)s đã làm «%(act)s» lúc %(time)s ngày %(day)s: hồ sơ %(number)s nay đã ở bước «%(state)s». "
        "Hãy xem lại; việc của bạn chưa được thực hiện."
    ) % (what | where)


def move(case: Case, by: User, transition: Callable[[], object]) -> None:
    """Make a transition that the person has the right to make and whose guard lets it pass."""
    if not fsm.can_proceed(transition):
        raise CannotDo(_("Hồ sơ %(number)s chưa đủ điều kiện cho bước này.") % {"number": case.number})
    if not fsm.has_transition_perm(transition, by):
        raise PermissionDenied
    transition()
