"""What is built from rows is kept while queries find the same rows, never longer; on SQLite nothing is kept."""

from collections.abc import Callable
from itertools import count
from threading import Thread

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from casedesk import same
from casedesk.lib.compiled import Compiled
from casedesk.models import Case, State, User
from casedesk.same import Same
from casedesk.unchanged import Unchanged
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)

CASES = Same(
    Compiled(lambda pk: Case.objects.filter(pk=pk).select_related("technician")),
    Compiled(lambda pk: User.objects.filter(pk=pk)),
)


@pytest.fixture(autouse=True)
def _anew() -> None:
    same.forget()


def on_a_page(ask: Callable[[], int], method: str = "GET") -> int:
    """Return what a page of a method asked for."""
    told: list[int] = []

    def page(_request: HttpRequest) -> HttpResponse:
        told.append(ask())
        return HttpResponse()

    Unchanged(page)(RequestFactory().generic(method, "/"))
    return told[0]


def is_kept() -> bool:
    return connection.vendor == "postgresql"


def test_it_is_built_once_while_its_rows_are_the_same() -> None:
    case, other, built = make.case(with_account=False), make.case(with_account=False), count()
    for _again in range(3):
        on_a_page(lambda: CASES.built(case.pk, "a", lambda: next(built)))
        Case.objects.filter(pk=other.pk).update(company_name="CÔNG TY KHÁC")
    assert next(built) == (1 if is_kept() else 3)


def test_a_row_that_changed_in_any_column_is_seen() -> None:
    person = make.user("technician", full_name="Tên Cũ")
    case, built = make.case(State.ASSIGNED, technician=person, with_account=False), count()
    changes: list[Callable[[], object]] = [
        lambda: None,
        lambda: Case.objects.filter(pk=case.pk).update(assigned_because="vì thế"),
        lambda: User.objects.filter(pk=person.pk).update(full_name="Tên Mới"),
        lambda: Case.objects.filter(pk=case.pk).update(assigned_because="", technician=None),
    ]
    for change in changes:
        change()
        on_a_page(lambda: CASES.built(case.pk, "a", lambda: next(built)))
    assert next(built) == len(changes)


def test_each_key_and_each_row_has_its_own() -> None:
    first, second = (make.case(with_account=False).pk for _ in range(2))
    asked = [(first, "a"), (first, "b"), (second, "a"), (second, "b")]
    numbers = {one: on_a_page(lambda: CASES.built(*one, lambda: asked.index(one))) for one in asked}  # noqa: B023
    assert list(numbers.values()) == [0, 1, 2, 3]


def test_what_others_write_while_it_is_built_is_not_in_it() -> None:
    """Else it would be newer than its digest, and would be shown when the rows are again as they were."""
    case, told = make.case(with_account=False), list[str]()

    def named(name: str) -> None:
        Case.objects.filter(pk=case.pk).update(company_name=name)
        connection.close()

    def elsewhere(name: str) -> None:
        other = Thread(target=named, args=[name])
        other.start()
        other.join()

    def build() -> int:
        if not told and is_kept():
            elsewhere("MỚI")
        told.append(Case.objects.get(pk=case.pk).company_name)
        return len(told)

    for name in ("CŨ", "CŨ"):
        elsewhere(name)
        on_a_page(lambda: CASES.built(case.pk, "a", build))
    assert told == (["CŨ"] if is_kept() else ["CŨ", "CŨ"])


def test_who_may_write_builds_anew() -> None:
    case, built = make.case(with_account=False), count()
    for _again in range(2):
        on_a_page(lambda: CASES.built(case.pk, "a", lambda: next(built)), "POST")
    with transaction.atomic():
        for _again in range(2):
            on_a_page(lambda: CASES.built(case.pk, "a", lambda: next(built)))
    assert next(built) == 4
