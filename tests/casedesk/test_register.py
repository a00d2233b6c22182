"""The register: numbers by year from 1 without gaps, whoever comes at once, and closing."""

from datetime import UTC, date, datetime
from threading import Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from casedesk import reception, register
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Register, RegisterEvent, RegisterRow
from casedesk.reception import Arrival
from tests import make, paper
from verification.findings import Channel

NEW_YEARS_EVE = datetime(2026, 12, 31, 3, 0, tzinfo=UTC)
JANUARY = datetime(2027, 1, 5, 3, 0, tzinfo=UTC)


def receive(pages: int, arrived_on: date, now: datetime = JANUARY) -> RegisterRow:
    case = reception.receive(Arrival(f"{pages}.pdf", paper.pdf(pages), Channel.POST, arrived_on), now).case
    assert case is not None
    return case.register_row


@pytest.mark.django_db
def test_numbers_run_from_one_in_the_year_of_arrival() -> None:
    days = [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 4), date(2026, 12, 31)]
    rows = [receive(number, day) for number, day in enumerate(days, start=1)]
    assert [(row.register.year, row.number, row.note) for row in rows] == [
        (2026, 1, ""),
        (2026, 2, ""),
        (2027, 1, ""),
        (2026, 3, ""),
    ]


@pytest.mark.django_db
def test_after_closing_a_late_one_goes_into_the_next_year_with_a_note() -> None:
    receive(1, date(2026, 12, 30))
    person = make.user("supervisor")
    closed = register.close(2026, person, JANUARY)
    assert (closed.row_count, closed.actor, closed.at, closed.register.closed_by) == (1, person, JANUARY, person)
    late = receive(2, date(2026, 12, 31))
    assert (late.register.year, late.number) == (2027, 1)
    assert late.note == "Đến ngày 31/12/2026, vào sổ sau khi khóa sổ năm 2026."


@pytest.mark.django_db
def test_a_reception_that_fails_uses_no_number() -> None:
    receive(1, date(2027, 1, 4))
    with pytest.raises(RuntimeError), transaction.atomic():
        register.enter(make.case(arrived_on=date(2027, 1, 4)))
        raise RuntimeError
    assert receive(2, date(2027, 1, 4)).number == 2


@pytest.mark.django_db(transaction=True)
def test_doors_at_once_get_numbers_without_gaps() -> None:
    def door(pages: int) -> None:
        receive(pages, date(2027, 1, 4))
        connection.close()

    doors = [Thread(target=door, args=(pages,)) for pages in range(1, 9)]
    for thread in doors:
        thread.start()
    for thread in doors:
        thread.join()
    assert sorted(RegisterRow.objects.values_list("number", flat=True)) == list(range(1, 9))


@pytest.mark.django_db
@pytest.mark.parametrize("roles", [("clerk",), ("technician",), ("administrator",), ()], ids=str)
def test_only_a_supervisor_closes(roles: tuple[str, ...]) -> None:
    receive(1, date(2026, 12, 30))
    with pytest.raises(PermissionDenied):
        register.close(2026, make.user(*roles), JANUARY)
    assert Register.objects.get().closed_at is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("year", "now", "why"),
    [
        (2026, make.NOW, "chưa hết"),
        (2027, JANUARY, "chưa hết"),
        (2025, JANUARY, "Chưa có sổ"),
    ],
    ids=["in November", "the current year", "no such book"],
)
def test_a_year_that_is_not_over_or_has_no_book_stays_open(year: int, now: datetime, why: str) -> None:
    receive(1, date(2026, 11, 20))
    with pytest.raises(NeedsPerson, match=why):
        register.close(year, make.user("supervisor"), now)


@pytest.mark.django_db
def test_a_book_is_closed_once_from_its_last_day_on() -> None:
    receive(1, date(2026, 11, 20))
    person = make.user("supervisor")
    register.close(2026, person, NEW_YEARS_EVE)
    with pytest.raises(NeedsPerson, match="đã khóa rồi"):
        register.close(2026, person, JANUARY)
    assert RegisterEvent.objects.count() == 1


@pytest.mark.django_db
def test_the_database_holds_one_number_a_book_and_one_row_a_case() -> None:
    first = receive(1, date(2027, 1, 4))
    other = make.case()
    for wrong in (
        RegisterRow(register=first.register, number=1, case=other),
        RegisterRow(register=first.register, number=0, case=other),
        RegisterRow(register=first.register, number=2, case=first.case),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()


@pytest.mark.django_db
def test_the_books_history_is_never_changed() -> None:
    receive(1, date(2026, 11, 20))
    event = register.close(2026, make.user("supervisor"), JANUARY)
    for refused in (RegisterEvent.objects.update, RegisterEvent.objects.all().delete):
        with pytest.raises(TypeError):
            refused()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.note = "khác"
        event.save()
