"""The state machine of a case, read from its transitions: what leads where, who may, which line it writes."""

from collections.abc import Sequence
from dataclasses import dataclass

import django_fsm as fsm

from casedesk.access import Act as Right
from casedesk.access import Permission
from casedesk.models import FINAL_STATES, Act, Case, State

BEGIN, END = "<!-- flow: begin (./desk manage flow --write) -->", "<!-- flow: end -->"
BEGINNING = State.RECEIVED


@dataclass(frozen=True, slots=True)
class Transition:
    """One way from a state to another; `right` is None where the machine alone takes it."""

    name: str
    source: State
    target: State
    right: Right | None
    by_machine: bool
    line: Act
    guards: Sequence[str]

    @property
    def who(self) -> str:
        """Name who takes it: a right, the machine, or either."""
        return " | ".join([*([self.right.value] if self.right else []), *(["machine"] if self.by_machine else [])])


def transitions() -> list[Transition]:
    """Return every transition, in the order of the states."""
    order = list(State)
    found = [_transition(one) for one in Case._meta.get_field("state").get_all_transitions(Case)]
    return sorted(found, key=lambda one: (order.index(one.source), order.index(one.target), one.name))


def diagram() -> str:
    """Return the state machine as Mermaid text."""
    lines = ["stateDiagram-v2", f"    [*] --> {BEGINNING.value}"]
    lines += [
        f"    {one.source.value} --> {one.target.value}: {one.name} [{one.who}]"
        + (f" if {', '.join(one.guards)}" if one.guards else "")
        for one in transitions()
    ]
    lines += [f"    {state.value} --> [*]" for state in FINAL_STATES]
    return "\n".join(lines)


def inserted(text: str) -> str:
    """Return a text with the diagram between its two markers. Raises ValueError where they are missing."""
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"thiếu dòng {BEGIN} … {END}")
    return f"{before}{BEGIN}\n```mermaid\n{diagram()}\n```\n{END}{after}"


def _transition(one: fsm.Transition) -> Transition:
    permission = one.permission
    if not isinstance(permission, Permission):
        raise TypeError(f"{one.name} has no permission of casedesk.access")
    return Transition(
        name=one.name,
        source=State(str(one.source)),
        target=State(str(one.target)),
        right=permission.right,
        by_machine=permission.right is None or bool(one.custom.get("by_machine")),
        line=Act(one.custom["line"]),
        guards=tuple(guard.__name__.strip("_") for guard in one.conditions),
    )
