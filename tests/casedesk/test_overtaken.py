"""Two people on one dossier: the later save never writes over the earlier one unseen."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from casedesk import actions, checking, pages, review, versions
from casedesk.actions import CannotDo, Overtaken
from casedesk.models import Case, User
from intake import records
from intake.facts import Kind
from intake.models import Document, Field, Page
from tests import make

pytestmark = pytest.mark.django_db
NOW, LATER = make.NOW, make.NOW + timedelta(minutes=2)


@pytest.fixture
def first() -> User:
    return make.user("clerk", full_name="Nguyễn Thị Trước")


@pytest.fixture
def second() -> User:
    return make.user("clerk")


@pytest.fixture
def case() -> Case:
    made = make.case()
    checking.run(made, NOW)
    return made


def letter(case: Case) -> Document:
    return Document.objects.get(case=case, kind=Kind.REQUEST_LETTER)


def field(case: Case, name: str) -> Field | None:
    return letter(case).fields.filter(name=name).first()


def page(case: Case) -> Page:
    return Page.objects.get(scan__case=case, number=2)


def value(case: Case, name: str = "phone") -> str:
    found = field(case, name)
    return found.value if found else ""


def test_what_nobody_else_changed_is_saved(case: Case, first: User) -> None:
    seen = versions.of_field(field(case, "phone"))
    review.set_field(case.pk, letter(case).pk, "phone", "0900000001", first, NOW, seen)
    assert value(case) == "0900000001"


def test_the_later_save_is_refused_with_the_others_name_and_value(case: Case, first: User, second: User) -> None:
    seen = versions.of_field(field(case, "phone"))
    review.set_field(case.pk, letter(case).pk, "phone", "0900000001", first, NOW, seen)
    with pytest.raises(Overtaken, match="Nguyễn Thị Trước vừa ghi «0900000001» lúc 10:00"):
        review.set_field(case.pk, letter(case).pk, "phone", "0900000002", second, LATER, seen)
    assert value(case) == "0900000001"


def test_who_has_seen_the_others_value_may_save(case: Case, first: User, second: User) -> None:
    review.set_field(case.pk, letter(case).pk, "phone", "0900000001", first, NOW)
    seen = versions.of_field(field(case, "phone"))
    review.set_field(case.pk, letter(case).pk, "phone", "0900000002", second, LATER, seen)
    assert value(case) == "0900000002"


def test_another_field_is_no_conflict(case: Case, first: User, second: User) -> None:
    seen = versions.of_field(field(case, "address"))
    review.set_field(case.pk, letter(case).pk, "phone", "0900000001", first, NOW)
    review.set_field(case.pk, letter(case).pk, "address", "Số 2, Phố Mẫu", second, LATER, seen)
    assert value(case, "address") == "Số 2, Phố Mẫu"


def test_who_says_the_same_is_no_conflict(case: Case, first: User, second: User) -> None:
    seen = versions.of_field(field(case, "phone"))
    review.set_field(case.pk, letter(case).pk, "phone", "0900000001", first, NOW, seen)
    review.set_field(case.pk, letter(case).pk, "phone", " 0900000001 ", second, LATER, seen)
    found = field(case, "phone")
    assert found
    assert found.confirmed_by == second


def test_my_own_earlier_save_is_no_conflict(case: Case, first: User) -> None:
    seen = versions.of_field(field(case, "phone"))
    for number in ("0900000001", "0900000002"):
        review.set_field(case.pk, letter(case).pk, "phone", number, first, NOW, seen)
    assert value(case) == "0900000002"


def test_a_value_that_was_not_there_is_guarded_too(case: Case, first: User, second: User) -> None:
    letter(case).fields.filter(name="phone").delete()
    seen = versions.of_field(None)
    review.set_field(case.pk, letter(case).pk, "phone", "0900000001", first, NOW, seen)
    with pytest.raises(Overtaken):
        review.set_field(case.pk, letter(case).pk, "phone", "0900000002", second, LATER, seen)


def test_a_malformed_value_does_not_hide_the_conflict(case: Case, first: User, second: User) -> None:
    seen = versions.of_field(field(case, "phone"))
    review.set_field(case.pk, letter(case).pk, "phone", "0900000001", first, NOW, seen)
    with pytest.raises(Overtaken):
        review.set_field(case.pk, letter(case).pk, "phone", "chưa rõ", second, LATER, seen)


def test_a_mark_is_guarded(case: Case, first: User, second: User) -> None:
    seen = versions.of_mark(letter(case).sealed)
    review.set_mark(case.pk, letter(case).pk, "sealed", False, first, NOW, seen)
    with pytest.raises(Overtaken, match="Nguyễn Thị Trước"):
        review.set_mark(case.pk, letter(case).pk, "sealed", True, second, LATER, seen)
    seen = versions.of_mark(letter(case).sealed)
    review.set_mark(case.pk, letter(case).pk, "sealed", True, second, LATER, seen)
    assert (letter(case).sealed or {})["found"] is True


PAGE_ACTS: dict[str, Callable[[Case, User, str], None]] = {
    "set": lambda case, by, seen: pages.set_page(case.pk, page(case).pk, Kind.OTHER, 0, by, LATER, seen),
    "move": lambda case, by, seen: pages.move(case.pk, page(case).pk, Kind.IDENTITY, by, LATER, seen),
    "throw out": lambda case, by, seen: pages.throw_out(case.pk, page(case).pk, by, LATER, seen),
}


@pytest.mark.parametrize("act", PAGE_ACTS.values(), ids=PAGE_ACTS)
def test_a_page_is_guarded(act: Callable[[Case, User, str], None], case: Case, first: User, second: User) -> None:
    seen = versions.of_page(page(case))
    pages.set_page(case.pk, page(case).pk, Kind.BUSINESS_LICENCE, 90, first, NOW, seen)
    with pytest.raises(Overtaken, match="Nguyễn Thị Trước"):
        act(case, second, seen)
    act(case, second, versions.of_page(page(case)))


def test_a_page_that_another_took_back_is_guarded(case: Case, first: User, second: User) -> None:
    seen = versions.of_page(page(case))
    pages.throw_out(case.pk, page(case).pk, first, NOW)
    with pytest.raises(Overtaken):
        pages.take_back(case.pk, page(case).pk, second, LATER, seen)


def test_a_doubt_that_reads_otherwise_is_not_judged(case: Case, first: User) -> None:
    paper = letter(case)
    paper.sealed = records.mark_as_json(make.mark(certain=False))
    paper.save()
    checking.run(case, NOW)
    with pytest.raises(CannotDo, match="nay ghi khác"):
        actions.judge(case.pk, "request_letter_sealed", "Đã xem.", first, NOW, versions.of("một điều khác"))
    why = case.findings.get(rule="request_letter_sealed").why
    actions.judge(case.pk, "request_letter_sealed", "Đã xem.", first, NOW, versions.of(why))
