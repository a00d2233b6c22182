"""Pages kept while a scan is read: nothing read twice, nothing tried for ever."""

import json

import pytest

from casedesk.models import State
from intake import drafts
from intake.facts import Kind, Page
from intake.leaf import Candidate, Leaf, unreadable
from intake.models import Scan
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def scan() -> Scan:
    """Return a scan that waits to be read."""
    return make.scan(make.case(State.RECEIVED))


def leaf(number: int) -> Leaf:
    """Return a page with one value."""
    value = Candidate(
        "tax_code", (("0100112437", 0.9), ("0100112431", 0.4)), page=number, box=(0.1, 0.2, 0.3, 0.4)
    )
    return Leaf(Page(number, Kind.REQUEST_LETTER, 90, 0.8), "congvan", {"tax_code": value})


def test_pages_are_kept_until_they_are_dropped(scan: Scan) -> None:
    for number in (1, 2):
        drafts.begin(scan, number)
        drafts.keep(scan, leaf(number))
    drafts.begin(scan, 3)
    assert drafts.kept(scan) == [leaf(1), leaf(2)]
    drafts.drop(scan)
    assert drafts.kept(scan) == []


def test_a_page_at_which_the_worker_was_killed_twice_is_set_aside(scan: Scan) -> None:
    drafts.begin(scan, 1)
    assert drafts.kept(scan) == []
    drafts.begin(scan, 1)
    (given_up,) = drafts.kept(scan)
    assert given_up == unreadable(1, drafts._GIVEN_UP.format(page=1, count=2))


def test_pages_behind_a_gap_are_read_anew(scan: Scan) -> None:
    drafts.keep(scan, leaf(1))
    drafts.keep(scan, leaf(3))
    assert drafts.kept(scan) == [leaf(1)]


@pytest.mark.parametrize(
    "content",
    [{"version": 0, "leaf": {}}, {"version": drafts.VERSION, "leaf": {"page": {}}}],
    ids=["another version", "another shape"],
)
def test_a_page_of_another_release_is_read_anew(scan: Scan, content: dict[str, object]) -> None:
    scan.drafts.create(number=1, content=json.dumps(content))
    assert drafts.kept(scan) == []
