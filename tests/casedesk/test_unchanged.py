"""What is kept while nothing is written is never older than the database; on SQLite nothing is kept."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from casedesk.models import Case, State, User
from casedesk.unchanged import Unchanged, unchanged
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
INBOX, BOARD = "/hop-viec/?muc=all", "/bang-theo-doi/"


@pytest.fixture
def found() -> Iterator[int]:
    """Return what is another thing each time that it is found."""
    return count()


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def asked_in(method: str, ask: Callable[[], int]) -> list[int]:
    """Return what a page of a method is told that asks twice."""
    told: list[int] = []

    def page(_request: HttpRequest) -> HttpResponse:
        told.extend((ask(), ask()))
        return HttpResponse()

    Unchanged(page)(RequestFactory().generic(method, "/"))
    return told


def is_kept() -> bool:
    return connection.vendor == "postgresql"


@pytest.mark.parametrize("address", [INBOX, BOARD])
def test_a_page_that_nothing_was_written_under_is_not_asked_for_again(address: str) -> None:
    client = client_of(make.user("supervisor"))
    shown, counts = [client.get(address).content], []
    for _again in range(10):  # the server may write for itself, or for another database
        with CaptureQueriesContext(connection) as asked:
            shown.append(client.get(address).content)
        counts.append(len(asked))
    assert len({len(page) for page in shown}) == 1
    assert (min(counts) == 1) == is_kept()


def test_what_was_written_is_seen_at_once() -> None:
    client, technician = client_of(make.user("supervisor")), make.user("technician", full_name="Tên Cũ")
    case = make.case(State.ASSIGNED, technician=technician, with_account=False)
    for _again in range(2):
        assert "Tên Cũ" in client.get(INBOX).content.decode()
    User.objects.filter(pk=technician.pk).update(full_name="Tên Mới")
    assert "Tên Mới" in client.get(INBOX).content.decode()
    Case.objects.filter(pk=case.pk).update(state=State.CLOSED)
    assert case.number not in client.get(INBOX).content.decode()


def test_what_is_not_committed_is_not_seen() -> None:
    client, case = client_of(make.user("supervisor")), make.case(with_account=False)
    client.get(INBOX)
    with transaction.atomic():
        Case.objects.filter(pk=case.pk).update(company_name="CÔNG TY MỚI")
        assert "CÔNG TY MỚI" in client.get(INBOX).content.decode()
        transaction.set_rollback(True)
    assert "CÔNG TY MỚI" not in client.get(INBOX).content.decode()


def test_a_person_who_was_signed_out_is_so_at_once() -> None:
    client = client_of(make.user("supervisor"))
    client.get(INBOX)
    Session.objects.all().delete()
    assert client.get(INBOX).status_code == 302


def test_a_right_that_was_taken_is_gone_at_once() -> None:
    person = make.user("supervisor")
    client = client_of(person)
    assert client.get(BOARD).status_code == 200
    User.objects.filter(pk=person.pk).update(is_supervisor=False, is_clerk=True)
    assert client.get(BOARD).status_code == 403
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(INBOX).status_code == 302


def test_each_person_and_language_has_their_own(found: Iterator[int]) -> None:
    boss, clerk = make.user("supervisor", full_name="Lãnh Đạo"), make.user("clerk", full_name="Văn Thư")
    pages = [client_of(person).get(INBOX).content.decode() for person in (boss, clerk)]
    assert ["Lãnh Đạo" in page for page in pages] == [True, False]
    client = client_of(boss)
    client.get(BOARD)
    client.cookies["django_language"] = "en"
    assert "<h1>Board" in client.get(BOARD).content.decode()


def test_a_page_that_may_write_keeps_nothing(found: Iterator[int]) -> None:
    assert asked_in("POST", lambda: unchanged("it", lambda: next(found))) == [0, 1]
    assert asked_in("GET", lambda: unchanged("it", lambda: next(found))) == ([2, 2] if is_kept() else [2, 3])


def test_nothing_is_kept_outside_of_a_page_or_in_a_transaction(found: Iterator[int]) -> None:
    def ask() -> int:
        return unchanged("it", lambda: next(found))

    assert [ask(), ask()] == [0, 1]
    with transaction.atomic():
        assert asked_in("GET", ask) == [2, 3]


def test_what_cannot_be_found_is_looked_for_again() -> None:
    def ask() -> int:
        with pytest.raises(ZeroDivisionError):
            unchanged("nothing", lambda: 1 // 0)
        return 0

    assert asked_in("GET", ask) == [0, 0]
