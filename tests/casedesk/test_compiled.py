"""A query compiled once answers as Django's own does, for other values and for rows that have changed."""

from datetime import timedelta

import pytest
from django.db.models import F

from casedesk.lib.compiled import Compiled, padded
from casedesk.models import Case, State, User
from tests import make

pytestmark = pytest.mark.django_db

BY_NUMBER = Compiled(lambda number: Case.objects.filter(number=number).select_related("technician"))
HELD = Compiled(
    lambda person, state: Case.objects.filter(technician=person, state=state).values_list("pk", flat=True)
)


def test_each_asking_has_its_own_values_and_todays_rows() -> None:
    person = make.user("technician")
    first, second = (make.case(State.ASSIGNED, technician=person) for _ in range(2))
    assert [BY_NUMBER(one.number) for one in (first, second, first)] == [[first], [second], [first]]
    assert sorted(HELD(person.pk, State.ASSIGNED)) == [first.pk, second.pk]
    User.objects.filter(pk=person.pk).update(full_name="Tên Mới")
    Case.objects.filter(pk=second.pk).update(state=State.PROPOSED)
    assert str(BY_NUMBER(first.number)[0].technician) == "Tên Mới"
    assert (HELD(person.pk, State.ASSIGNED), HELD(person.pk, State.PROPOSED)) == ([first.pk], [second.pk])
    assert BY_NUMBER("khong-co") == []


def test_a_union_and_annotations_come_with_their_rows() -> None:
    case = make.case()
    rows = Compiled(
        lambda one, other: (
            Case.objects.filter(pk=one)
            .annotate(of=F("number"))
            .union(Case.objects.filter(pk=other).annotate(of=F("number")), all=True)
        )
    )
    assert [(row.pk, getattr(row, "of")) for row in rows(case.pk, 0)] == [(case.pk, case.number)]  # noqa: B009


def test_a_list_of_keys_is_filled_up() -> None:
    among = Compiled(lambda *keys: Case.objects.filter(pk__in=keys).order_by("pk"))
    cases = [make.case(with_account=False) for _ in range(3)]
    for keys in ([one.pk for one in cases], [cases[1].pk]):
        assert [row.pk for row in among(*padded(keys))] == keys
    assert [len(padded(list(range(length)))) for length in (0, 1, 2, 50, 51, 201)] == [0, 1, 10, 50, 200, 201]


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(lambda value: Case.objects.filter(pk=value + 1), id="computed with"),
        pytest.param(lambda value: Case.objects.filter(number__contains=str(value)), id="in another text"),
        pytest.param(lambda value: Case.objects.filter(state=State.CHECKED), id="not in it"),
    ],
)
def test_a_value_that_is_not_compared_as_it_stands_is_refused(build: object) -> None:
    with pytest.raises(ValueError, match="as it stands"):
        Compiled(build)(1)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [None, True, 1.5])
def test_only_numbers_texts_and_moments_are_asked_with(value: object) -> None:
    with pytest.raises(ValueError, match="whole number, a text or a moment"):
        BY_NUMBER(value)  # type: ignore[arg-type]


def test_a_moment_is_compared_as_it_stands() -> None:
    case = make.case(now=make.NOW)
    since = Compiled(lambda number, moment: Case.objects.filter(number=number, received_at__gt=moment))
    moments = [make.NOW + timedelta(seconds=seconds) for seconds in (-1, 1)]
    assert [since(case.number, moment) for moment in moments] == [[case], []]


def test_a_hostile_text_is_a_value() -> None:
    make.case()
    assert BY_NUMBER("' OR 1=1 --") == []
