"""The only door in: one case for the same bytes, nothing lost, bad files set aside with their reason."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connection

from casedesk import reception
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Act, Case, State
from casedesk.reception import Arrival, Reception
from intake.models import Scan, SetAside
from tests import make, paper
from verification.findings import Channel

NOW = make.NOW
TODAY = date(2026, 11, 23)


def arrival(content: bytes, name: str = "001.pdf", arrived_on: date = TODAY, **columns: object) -> Arrival:
    return Arrival(name, content, Channel.POST, arrived_on, **columns)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_dossier_gets_its_number_clock_seal_and_first_line() -> None:
    content = paper.pdf()
    case = reception.receive(arrival(content), NOW).case
    assert case is not None
    assert case.number == "G12.99.01-261123-0001"
    assert case.due_on == date(2026, 12, 1)  # 24/11 is a public holiday
    assert case.events.get().act == Act.RECEIVED
    with case.scans.get().file.open() as sealed:
        assert sealed.read() == content


@pytest.mark.django_db
def test_numbers_run_through_the_day_stamped_on_the_dossier() -> None:
    days = [TODAY, TODAY, date(2026, 11, 20)]
    received = [reception.receive(arrival(paper.pdf(n), arrived_on=day), NOW).case for n, day in enumerate(days)]
    assert [case.number[-11:] for case in received if case] == ["261123-0001", "261123-0002", "261120-0001"]


@pytest.mark.django_db
def test_the_same_bytes_twice_are_one_case() -> None:
    first = reception.receive(arrival(paper.pdf()), NOW)
    second = reception.receive(arrival(paper.pdf(), name="khac.pdf"), NOW)
    assert (first.is_new, second.is_new, first.case == second.case) == (True, False, True)
    assert Case.objects.count() == Scan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_from_many_doors_at_once_are_one_case() -> None:
    content, results = paper.pdf(), list[Reception]()

    def door() -> None:
        results.append(reception.receive(arrival(content), NOW))
        connection.close()

    doors = [Thread(target=door) for _ in range(6)]
    for thread in doors:
        thread.start()
    for thread in doors:
        thread.join()
    assert len(results) == 6
    assert sum(result.is_new for result in results) == 1
    assert Case.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"khong phai ho so",
        b"<html><script>alert(1)</script></html>",
        paper.pdf()[:200],
        b"PK\x03\x04" + b"0" * 99,
    ],
    ids=["empty", "text", "html", "truncated", "zip"],
)
def test_a_file_that_is_no_dossier_is_set_aside_with_its_reason_and_kept(content: bytes) -> None:
    kept = reception.receive(arrival(content), NOW).set_aside
    assert kept is not None
    assert len(kept.reason) > 20
    with kept.file.open() as sealed:
        assert sealed.read() == content
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_a_bad_file_that_comes_again_is_listed_once() -> None:
    for _ in range(3):
        reception.receive(arrival(b"rac"), NOW)
    assert SetAside.objects.count() == 1


@pytest.mark.django_db
def test_a_day_in_the_future_is_not_believed() -> None:
    kept = reception.receive(arrival(paper.pdf(), arrived_on=TODAY + timedelta(days=1)), NOW).set_aside
    assert kept is not None
    assert "tương lai" in kept.reason


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\u202egpj.pdf", "agpj.pdf"),
        ("x" * 400, "x" * 255),
        ("\n", "tệp không tên"),
    ],
    ids=["path", "right to left mark", "too long", "nothing"],
)
def test_a_file_name_is_only_a_name(name: str, shown: str) -> None:
    case = reception.receive(arrival(paper.pdf(), name=name), NOW).case
    assert case is not None
    assert case.scans.get().name == shown


@pytest.mark.django_db
def test_a_supplement_joins_its_case_and_restarts_the_clock_from_zero() -> None:
    case = make.case(State.SUPPLEMENT_REQUESTED, arrived_on=date(2026, 11, 2))
    found = reception.receive(arrival(paper.pdf(), supplements=case), NOW).case
    assert found == case
    case.refresh_from_db()
    assert (case.state, case.due_on) == (State.RECEIVED, date(2026, 12, 1))
    assert [clock.run for clock in case.clocks.all()] == [1, 2]


@pytest.mark.django_db
def test_a_case_that_is_past_supplements_takes_none() -> None:
    case = make.case(State.ASSIGNED, technician=make.user("technician"))
    with pytest.raises(NeedsPerson, match="không còn nhận"):
        reception.receive(arrival(paper.pdf(), supplements=case), NOW)
