"""The supplement request: what the clerk left of the points is what the letter says, once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from casedesk import actions, checking, contents, review, supplements
from casedesk.actions import CannotDo
from casedesk.models import Act, Case, Event, LetterOrder, State, User
from casedesk.supplements import Point
from intake.facts import Kind
from intake.models import Document
from letters.content import Defect
from tests import make

pytestmark = pytest.mark.django_db
NOW = make.NOW
OWN = Point("", "Công văn đề nghị", "Chữ ký mờ", "Gửi lại công văn ký rõ")


@pytest.fixture
def clerk() -> User:
    return make.user("clerk")


@pytest.fixture
def case() -> Case:
    """A case that lacks its licence and its card."""
    made = make.case(reading=make.facts(without=(Kind.BUSINESS_LICENCE, Kind.IDENTITY)))
    checking.run(made, NOW)
    return made


def letter(case: Case) -> tuple[Defect, ...]:
    return contents.content_of(LetterOrder.objects.get(case=case), NOW).defects


def test_untouched_points_are_the_failed_rules(case: Case, clerk: User) -> None:
    actions.request_supplement(case.pk, "", clerk, NOW, supplements.points_of(case))
    assert [defect.what for defect in letter(case)] == [
        "Giấy phép đăng ký kinh doanh",
        "Giấy tờ của người đại diện",
    ]
    assert all(defect.why and defect.remedy for defect in letter(case))


def test_the_letter_says_what_was_edited_and_added(case: Case, clerk: User) -> None:
    first, second = supplements.points_of(case)
    edited = [replace(first, why="Thiếu trang 2", remedy="Gửi trang 2"), second, OWN]
    actions.request_supplement(case.pk, "", clerk, NOW, edited)
    assert letter(case)[0] == Defect(first.what, "Thiếu trang 2", "Gửi trang 2")
    assert letter(case)[2] == Defect(OWN.what, OWN.why, OWN.remedy)


def test_a_point_is_left_out_with_a_reason_that_is_not_printed(case: Case, clerk: User) -> None:
    first, second = supplements.points_of(case)
    actions.request_supplement(
        case.pk, "", clerk, NOW, [replace(first, is_kept=False), second], "Đã có ở hồ sơ trước"
    )
    assert [defect.what for defect in letter(case)] == [second.what]
    event = Event.objects.get(case=case, act=Act.SUPPLEMENT_REQUESTED)
    assert (event.note, event.data["left_out"]) == ("Đã có ở hồ sơ trước", ["licence_present"])
    assert contents.content_of(LetterOrder.objects.get(case=case), NOW).note == ""


def test_the_letter_keeps_what_was_asked_when_the_checklist_moves_on(case: Case, clerk: User) -> None:
    points = supplements.points_of(case)
    actions.request_supplement(case.pk, "", clerk, NOW, points)
    case.findings.all().delete()
    assert len(letter(case)) == len(points)


def test_an_order_from_before_still_names_the_failed_rules(case: Case, clerk: User) -> None:
    actions.request_supplement(case.pk, "", clerk, NOW)
    LetterOrder.objects.update(defects=None)
    assert len(letter(case)) == 2


def test_a_double_submission_orders_one_letter(case: Case, clerk: User) -> None:
    points = supplements.points_of(case)
    actions.request_supplement(case.pk, "", clerk, NOW, points)
    with pytest.raises(CannotDo, match="Chờ bổ sung"):
        actions.request_supplement(case.pk, "", clerk, NOW, points)
    assert LetterOrder.objects.filter(case=case).count() == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda points: [replace(points[0], is_kept=False), points[1]], "lý do không yêu cầu .* Giấy phép"),
        (lambda points: points[1:], "vừa thay đổi"),
        (lambda points: [*points, replace(points[0])], "vừa thay đổi"),
        (lambda points: [*points, replace(OWN, rule="company_agrees")], "vừa thay đổi"),
        (lambda points: [*points, replace(OWN, remedy="")], "ghi đủ"),
        (lambda points: [replace(points[0], why=""), points[1]], "ghi đủ"),
        (lambda points: [*points, replace(OWN, why="a" * 1001)], "quá dài"),
        (lambda points: [*points, *[OWN] * 39], "quá dài"),
        (lambda points: [replace(one, is_kept=False) for one in points], "chưa có điểm nào"),
    ],
    ids=["no reason", "missing", "twice", "not failed", "half", "emptied", "long", "many", "none"],
)
def test_what_cannot_go(change: Callable[[list[Point]], list[Point]], why: str, case: Case, clerk: User) -> None:
    with pytest.raises(CannotDo, match=why):
        actions.request_supplement(case.pk, "", clerk, NOW, change(supplements.points_of(case)))
    case.refresh_from_db()
    assert (case.state, LetterOrder.objects.count()) == (State.CHECKED, 0)


def test_a_blank_row_says_nothing(case: Case, clerk: User) -> None:
    actions.request_supplement(case.pk, "", clerk, NOW, [*supplements.points_of(case), Point()])
    assert len(letter(case)) == 2


def test_a_checklist_that_moved_keeps_what_was_typed(case: Case, clerk: User) -> None:
    edited = [replace(point, why=f"Sửa {number}") for number, point in enumerate(supplements.points_of(case))]
    paper = Document.objects.get(case=case, kind=Kind.REQUEST_LETTER)
    review.set_mark(case.pk, paper.pk, "sealed", False, clerk, NOW)
    now = supplements.updated(case, [replace(edited[0], rule="company_agrees"), edited[1], OWN, Point()])
    assert {point.rule for point in now if point.is_kept} == {
        "request_letter_sealed",
        "licence_present",
        "identity_present",
        "",
    }
    assert Point("", edited[0].what, "Sửa 0", edited[0].remedy, is_kept=False) in now
    assert edited[1] in now
    assert now[-1] == OWN
