"""The control slip: one row pair a hand-over, from the history, held against the promised day."""

import io
from datetime import datetime, timedelta

import pytest
from pypdf import PdfReader

from casedesk import history, slip
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Act, Case
from casedesk.slip import APPROVER, CLERK, COMPANY, COUNTER, MACHINE, SUPERVISOR, TECHNICIAN
from letters.models import Letterhead
from tests import make

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def at(hours: float) -> datetime:
    return make.NOW + hours * HOUR


def whole(end: datetime) -> Case:
    """Make a case that went through every hand and was answered at `end`."""
    clerk, technician = make.user("clerk", full_name="Văn Thư"), make.user("technician", full_name="Kỹ Thuật")
    supervisor = make.user("supervisor", full_name="Lãnh Đạo")
    case = make.case()
    history.add(case, Act.CHECKED, at(1))
    history.add(case, Act.CORRECTED, at(2), by=clerk)
    history.add(case, Act.ACCEPTED, at(3), by=clerk)
    history.add(case, Act.ASSIGNED, at(3), note="Kỹ Thuật: ít việc nhất")
    history.add(case, Act.PROPOSED, at(4), by=technician)
    history.add(case, Act.RETURNED, at(5), by=supervisor, note="thiếu")
    history.add(case, Act.PROPOSED, at(6), by=technician)
    history.add(case, Act.APPROVED, at(7), by=supervisor)
    history.add(case, Act.FULFILLED, at(8))
    history.add(case, Act.PAPER_SEEN, at(8), by=clerk)
    history.add(case, Act.CLOSED, end)
    return case


def test_every_change_of_hands_is_a_row_in_its_order() -> None:
    rows = slip.hand_overs(whole(at(9)))
    assert [(row.given.office, row.taken.office, row.given.at, row.taken.at) for row in rows] == [
        (COMPANY, COUNTER, at(0), at(0)),
        (COUNTER, CLERK, at(1), at(2)),
        (CLERK, TECHNICIAN, at(3), at(4)),
        (TECHNICIAN, APPROVER, at(4), at(5)),
        (APPROVER, TECHNICIAN, at(5), at(6)),
        (TECHNICIAN, APPROVER, at(6), at(7)),
        (APPROVER, MACHINE, at(7), at(8)),
        (MACHINE, COMPANY, at(9), at(9)),
    ]
    assert [(row.given.name, row.taken.name) for row in rows[1:7]] == [
        ("", "Văn Thư"),
        ("", "Kỹ Thuật"),
        ("Kỹ Thuật", "Lãnh Đạo"),
        ("Lãnh Đạo", "Kỹ Thuật"),
        ("Kỹ Thuật", "Lãnh Đạo"),
        ("Lãnh Đạo", ""),
    ]


@pytest.mark.parametrize(
    ("days", "results"),
    [(0, ["Trước hạn"]), (8, ["Đúng hạn"]), (9, ["Quá hạn"])],
    ids=["before the day", "on the day", "after it"],
)
def test_the_end_is_held_against_the_promised_day(days: int, results: list[str]) -> None:
    rows = slip.hand_overs(whole(make.NOW + timedelta(days=days)))
    assert [row.result for row in rows if row.result] == results


def test_what_nobody_has_taken_in_hand_stays_open() -> None:
    case = make.case()
    history.add(case, Act.CHECKED, at(1))
    last = slip.hand_overs(case)[-1]
    assert (last.taken.office, last.taken.name, last.taken.at) == (CLERK, "", None)


@pytest.mark.parametrize("act", Act)
def test_every_act_is_a_hand_over_or_work_in_one_pair_of_hands(act: Act) -> None:
    assert (act in slip.ROUTES) != (act in slip.IN_ONE_PAIR_OF_HANDS)


@pytest.mark.parametrize(
    ("act", "giver", "taker", "result"),
    [
        (Act.WITHDRAWN, CLERK, COMPANY, "Trước hạn"),
        (Act.STOPPED, SUPERVISOR, COMPANY, "Trước hạn"),
        (Act.REOPENED, SUPERVISOR, CLERK, ""),
    ],
    ids=str,
)
def test_other_ends_and_a_reopening_are_hand_overs(act: Act, giver: str, taker: str, result: str) -> None:
    case, supervisor = make.case(), make.user("supervisor", full_name="Lãnh Đạo")
    history.add(case, act, at(1), by=supervisor, note="lý do")
    last = slip.hand_overs(case)[-1]
    assert (last.given.office, last.given.name, last.taken.office) == (giver, "Lãnh Đạo", taker)
    assert last.result == result


def test_a_supervisor_who_moves_a_dossier_is_named_as_that() -> None:
    case, supervisor = make.case(), make.user("supervisor", full_name="Lãnh Đạo")
    history.add(case, Act.ASSIGNED, at(1), note="Người Một")
    history.add(case, Act.ASSIGNED, at(2), by=supervisor, note="Người Hai")
    assert [row.given.office for row in slip.hand_overs(case)[1:]] == [CLERK, SUPERVISOR]


def test_a_second_assignment_takes_the_dossier_from_the_first() -> None:
    case, technician = make.case(), make.user("technician", full_name="Người Hai")
    history.add(case, Act.ASSIGNED, at(1), note="Người Một")
    history.add(case, Act.ASSIGNED, at(2), note="Người Hai")
    history.add(case, Act.PROPOSED, at(3), by=technician)
    rows = slip.hand_overs(case)[1:]
    assert [(row.taken.name, row.taken.at) for row in rows[:2]] == [("", None), ("Người Hai", at(3))]


def test_the_slip_is_an_a4_page_that_says_so() -> None:
    case = whole(at(9))
    case.company_name = "CÔNG TY <b>ĐẬM</b> & ỨNG"
    pages = PdfReader(io.BytesIO(slip.render(case, make.NOW))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in pages} == {
        (595, 842)
    }
    for said in (case.number, "CÔNG TY <b>ĐẬM</b> & ỨNG", "Trước hạn", "Người giao: Lãnh Đạo", "10 giờ 00 phút"):
        assert said in text


def test_without_a_letterhead_a_person_is_needed() -> None:
    Letterhead.objects.all().delete()
    with pytest.raises(NeedsPerson, match="tiêu đề thư"):
        slip.render(make.case(), make.NOW)
