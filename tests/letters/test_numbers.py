"""Numbers run by year and kind without gaps, whoever is quicker."""

import io
import threading
from datetime import date

import pytest
from django.db import connection, transaction
from pypdf import PdfReader

from letters import outbox
from letters.kinds import Kind
from letters.models import Letter
from letters.rendering import Rendered
from tests import make
from tests.letters.letter import TODAY, content, letterhead, needs_threads, posted

pytestmark = pytest.mark.django_db


def test_numbers_run_by_kind_and_year() -> None:
    receipts = [posted().letter.number for _ in range(3)]
    refusal = posted(kind=Kind.REFUSAL).letter.number
    next_year = _post(_prepared(on=date(2027, 1, 4)))
    assert (receipts, refusal, next_year.number, next_year.year) == ([1, 2, 3], 1, 1, 2027)


def test_number_is_printed_and_stored() -> None:
    letter = posted().letter
    assert letter.reference == "01/TNHS"
    assert "01/TNHS" in _printed(letter)


def test_slower_of_two_letters_is_printed_again_with_its_own_number() -> None:
    quick, slow = _prepared(), _prepared()
    assert quick.number == slow.number == 1
    first, second = _post(quick), _post(slow)
    assert (first.number, second.number) == (1, 2)
    assert "02/TNHS" in _printed(second) and "01/TNHS" not in _printed(second)


def test_number_of_a_rolled_back_decision_goes_to_the_next_letter() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _post(_prepared())
        raise ZeroDivisionError
    assert _post(_prepared()).number == 1
    assert Letter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_letters_at_the_same_time_leave_no_gap() -> None:
    needs_threads()
    cases = [make.case() for _ in range(4)]
    drafts = [_prepared() for _ in cases]
    failures: list[Exception] = []

    def work(case_id: int, draft: Rendered) -> None:
        try:
            with transaction.atomic():
                outbox.post(case_id, Kind.RECEIPT, draft, make.EMAIL, make.NOW)
        except Exception as failure:  # noqa: BLE001
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(c.id, d)) for c, d in zip(cases, drafts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(Letter.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def _prepared(on: date = TODAY) -> Rendered:
    return outbox.prepare(Kind.RECEIPT, content(), letterhead(), on)


def _post(rendered: Rendered) -> Letter:
    case = make.case()
    with transaction.atomic():
        return outbox.post(case.id, Kind.RECEIPT, rendered, make.EMAIL, make.NOW)


def _printed(letter: Letter) -> str:
    return PdfReader(io.BytesIO(letter.read_pdf())).pages[0].extract_text()
