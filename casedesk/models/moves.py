"""The states of a case and every way from one to another; only `pipeline.py` and the driver's acts take them."""

from typing import TYPE_CHECKING, Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _

from casedesk.access import MACHINE, Act, allows
from casedesk.accounts.gateway import Answer
from casedesk.models.event import Act as Line
from casedesk.models.state import REOPENABLE_STATES, UNDECIDED_STATES, State


def _is_complete(case: Any) -> bool:
    return bool(case.is_complete())


def _has_technician(case: Any) -> bool:
    return case.queue_id is not None and case.technician_id is not None


def _is_read(case: Any) -> bool:
    return not case.scans.filter(read_at=None).exists()


def _is_unread(case: Any) -> bool:
    return not _is_read(case)


def _is_joined(case: Any) -> bool:
    return case.joined_into_id is not None


def _is_changed(case: Any) -> bool:
    return bool(case.changes.filter(answer=Answer.DONE).exists())


def _is_unchanged(case: Any) -> bool:
    return not _is_changed(case)


def _is_to_change(case: Any) -> bool:
    """Nothing was changed yet, or what waits is asked for again."""
    again = case.changes.filter(is_again=True, answer="", returned_because="")
    return _is_unchanged(case) or bool(again.exists())


if TYPE_CHECKING:

    class _Concurrent:
        """What mypy sees: its Django plugin loses every class behind the real mixin."""

else:
    _Concurrent = fsm.ConcurrentTransitionMixin


class Moving(_Concurrent, models.Model):
    """What moves through the states: each transition has its right, its guard and its history line."""

    state = fsm.FSMField(_("trạng thái"), default=State.RECEIVED, choices=State.choices, protected=True)

    class Meta:
        abstract = True

    @fsm.transition(
        state, source=State.RECEIVED, target=State.CHECKED, permission=MACHINE, custom={"line": Line.CHECKED}
    )
    def finish_check(self) -> None:
        """The machine has read the papers and run the checklist."""

    @fsm.transition(
        state,
        source=State.CHECKED,
        target=State.ACCEPTED,
        permission=allows(Act.REVIEW),
        conditions=[_is_complete],
        custom={"line": Line.ACCEPTED},
    )
    def accept(self) -> None:
        """A clerk accepts a complete dossier."""

    @fsm.transition(
        state,
        source=State.CHECKED,
        target=State.SUPPLEMENT_REQUESTED,
        permission=allows(Act.REVIEW),
        custom={"line": Line.SUPPLEMENT_REQUESTED},
    )
    def request_supplement(self) -> None:
        """A clerk asks once for everything that is missing (NĐ 61/2018 Art 15.3)."""

    @fsm.transition(
        state,
        source=[State.CHECKED, State.SUPPLEMENT_REQUESTED],
        target=State.RECEIVED,
        permission=allows(Act.RECEIVE),
        custom={"line": Line.SUPPLEMENTED, "by_machine": True},
    )
    def receive_supplement(self) -> None:
        """What was missing has come, by a person's hand or the scan folder; the dossier is read again."""

    @fsm.transition(
        state,
        source=[State.CHECKED, State.SUPPLEMENT_REQUESTED],
        target=State.REFUSED,
        permission=allows(Act.REVIEW),
        custom={"line": Line.REFUSED},
    )
    def refuse(self) -> None:
        """A clerk refuses the dossier, with a reason."""

    @fsm.transition(
        state,
        source=State.ASSIGNED,
        target=State.REFUSED,
        permission=allows(Act.SUPERVISE),
        conditions=[_is_unchanged],
        custom={"line": Line.REFUSED},
    )
    def decline(self) -> None:
        """A supervisor does not grant the request of a dossier that was accepted, with a reason."""

    @fsm.transition(
        state,
        source=State.ACCEPTED,
        target=State.ASSIGNED,
        permission=MACHINE,
        conditions=[_has_technician],
        custom={"line": Line.ASSIGNED},
    )
    def assign(self) -> None:
        """The case has a queue and a technician."""

    @fsm.transition(
        state,
        source=State.ASSIGNED,
        target=State.PROPOSED,
        permission=allows(Act.FULFIL),
        conditions=[_is_unchanged],
        custom={"line": Line.PROPOSED},
    )
    def propose(self) -> None:
        """The technician has prepared the change of the account."""

    @fsm.transition(
        state,
        source=State.PROPOSED,
        target=State.ASSIGNED,
        permission=allows(Act.APPROVE),
        custom={"line": Line.RETURNED},
    )
    def return_proposal(self) -> None:
        """The second person sends the proposal back, with a reason."""

    @fsm.transition(
        state,
        source=State.PROPOSED,
        target=State.APPROVED,
        permission=allows(Act.APPROVE),
        conditions=[_is_to_change],
        custom={"line": Line.APPROVED},
    )
    def approve(self) -> None:
        """A second person approves; who that may be is checked by `actions.approve`."""

    @fsm.transition(
        state,
        source=State.APPROVED,
        target=State.ASSIGNED,
        permission=MACHINE,
        custom={"line": Line.GATEWAY_REFUSED},
    )
    def give_back(self) -> None:
        """The account gateway refused the change; the technician decides anew."""

    @fsm.transition(
        state,
        source=State.CLOSED,
        target=State.PROPOSED,
        permission=allows(Act.FULFIL),
        conditions=[_is_changed],
        custom={"line": Line.ASKED_AGAIN},
    )
    def ask_again(self) -> None:
        """After the end a technician asks for a password anew, or for the former certificate."""

    @fsm.transition(
        state,
        source=State.PROPOSED,
        target=State.CLOSED,
        permission=allows(Act.APPROVE),
        conditions=[_is_changed],
        custom={"line": Line.AGAIN_DROPPED},
    )
    def return_again(self) -> None:
        """The second person does not let what was asked again happen."""

    @fsm.transition(
        state,
        source=State.APPROVED,
        target=State.CLOSED,
        permission=MACHINE,
        conditions=[_is_changed],
        custom={"line": Line.AGAIN_DROPPED},
    )
    def give_up(self) -> None:
        """The account gateway refused what was asked again."""

    @fsm.transition(
        state,
        source=State.APPROVED,
        target=State.FULFILLED,
        permission=MACHINE,
        conditions=[_is_changed],
        custom={"line": Line.FULFILLED},
    )
    def fulfil(self) -> None:
        """The account was changed."""

    @fsm.transition(
        state,
        source=State.FULFILLED,
        target=State.ANSWERED,
        permission=MACHINE,
        custom={"line": Line.LETTER_WRITTEN},
    )
    def answer(self) -> None:
        """The answer is in the outbox."""

    @fsm.transition(
        state, source=State.ANSWERED, target=State.CLOSED, permission=MACHINE, custom={"line": Line.CLOSED}
    )
    def close(self) -> None:
        """The answer has gone out."""

    @fsm.transition(
        state,
        source=UNDECIDED_STATES,
        target=State.WITHDRAWN,
        permission=allows(Act.REVIEW),
        conditions=[_is_unchanged],
        custom={"line": Line.WITHDRAWN},
    )
    def withdraw(self) -> None:
        """The company takes its request back, with a reason."""

    @fsm.transition(
        state,
        source=UNDECIDED_STATES,
        target=State.STOPPED,
        permission=allows(Act.SUPERVISE),
        conditions=[_is_unchanged],
        custom={"line": Line.STOPPED},
    )
    def stop(self) -> None:
        """A supervisor stops the case ("dừng giải quyết"), with a reason."""

    @fsm.transition(
        state,
        source=REOPENABLE_STATES,
        target=State.CHECKED,
        permission=allows(Act.SUPERVISE),
        conditions=[_is_read, _is_unchanged],
        custom={"line": Line.REOPENED},
    )
    def reopen(self) -> None:
        """A supervisor opens a case again whose papers have been read; its account was not changed yet."""

    @fsm.transition(
        state,
        source=REOPENABLE_STATES,
        target=State.RECEIVED,
        permission=allows(Act.SUPERVISE),
        conditions=[_is_unread, _is_unchanged],
        custom={"line": Line.REOPENED},
    )
    def reopen_unread(self) -> None:
        """A supervisor opens a case again whose papers the machine must still read."""

    @fsm.transition(
        state,
        source=[State.CHECKED, State.SUPPLEMENT_REQUESTED],
        target=State.JOINED,
        permission=allows(Act.REVIEW),
        conditions=[_is_joined],
        custom={"line": Line.JOINED},
    )
    def join(self) -> None:
        """Its papers have become a supplement of an older case of the same company."""

    @fsm.transition(
        state,
        source=State.JOINED,
        target=State.RECEIVED,
        permission=allows(Act.SUPERVISE),
        conditions=[_is_unchanged],
        custom={"line": Line.SEPARATED},
    )
    def separate(self) -> None:
        """A supervisor takes its papers back from the case that it was joined into."""
