"""The board's next working days as a table: a row a person, a column a day, and in each cell the cases due."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from casedesk.board import NOBODY, DueDay, Figures
from casedesk.forecast import Running
from casedesk.lib.drawn import drawn
from casedesk.models import State
from casedesk.web.rows import address

SHOWN = 4
"""So many cases of a cell are shown; the others are behind a link."""
_LEGAL_FORM = re.compile(
    r"(chi nhánh )?(công ty )?(tnhh|trách nhiệm hữu hạn|cổ phần|hợp danh|doanh nghiệp tư nhân|hộ kinh doanh)"
    r"( (một|1|hai|2) thành viên( trở lên)?| mtv)? ",
    re.IGNORECASE,
)
"""What most names begin with; in a narrow cell the rest tells them apart."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A case in a cell; `move_url` is empty for who may not move it."""

    number: str
    company: str
    state: str
    url: str
    move_url: str
    is_at_risk: bool

    @property
    def name(self) -> str:
        """The company's own name, without its legal form."""
        found = _LEGAL_FORM.match(self.company)
        return self.company[found.end() :] if found else self.company

    @property
    def short(self) -> str:
        """The number without the agency's part, which all have."""
        return self.number.partition("-")[2] or self.number

    @property
    def state_label(self) -> str:
        """Where the case is."""
        return str(State(self.state).label)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows."""

    cases: tuple[Planned, ...]
    more: int
    url: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What a person has to answer by a day."""

    day: date
    drawn: SafeString


@dataclass(frozen=True, slots=True)
class Row:
    """A person's days; a case can be given to whoever has a row."""

    person: int
    name: str
    is_away: bool
    cells: Sequence[Cell]


def rows_of(figures: Figures, urls: Sequence[str], *, may_move: bool) -> Sequence[Row]:
    """Return a row for each technician and, where anything is not given yet, one for nobody.

    `urls` lead to the cases of each day, and take the person behind them.
    """
    people = [(load.person, load.name, load.is_away) for load in figures.loads if load.person != NOBODY]
    people.sort(key=lambda person: person[1])
    if any(NOBODY in due.cases for due in figures.days):
        people.append((NOBODY, "", False))
    days, risky = list(zip(figures.days, urls, strict=True)), {risk.case.pk for risk in figures.at_risk}
    return [
        Row(pk, name, is_away, [_cell(due, pk, url, risky, may_move) for due, url in days])
        for pk, name, is_away in people
    ]


def _cell(due: DueDay, person: int, url: str, risky: Container[int], may_move: bool) -> Cell:
    held = due.cases.get(person, ())
    cases = tuple(_planned(case, case.pk in risky, may_move) for case in held[:SHOWN])
    return Cell(due.day, drawn("web/_cell.html", Shown(cases, len(held) - len(cases), f"{url}&nguoi={person}")))


def _planned(case: Running, is_at_risk: bool, may_move: bool) -> Planned:
    url, move_url = address("web:case", case.number), address("web:move_case", case.number) if may_move else ""
    return Planned(case.number, case.company, case.state, url, move_url, is_at_risk)
