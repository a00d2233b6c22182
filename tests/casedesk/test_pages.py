"""A page is moved, thrown out and taken back, and what was read on it goes where it goes."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from casedesk import checking, pages, review
from casedesk.actions import CannotDo
from casedesk.models import Act, Case, Event, State, User
from intake import records
from intake.facts import Facts, Kind
from intake.facts import Page as PageFact
from intake.models import Document, Page
from tests import make

pytestmark = pytest.mark.django_db
NOW = make.NOW
Doing = Callable[[Case, Page, User], None]


@pytest.fixture
def clerk() -> User:
    return make.user("clerk")


def checked(reading: Facts | None = None) -> Case:
    case = make.case(reading=reading)
    checking.run(case, NOW)
    return case


def two_paged() -> Facts:
    """Facts in which the licence has a second page, on which its representative and its stamp stand."""
    sure = make.facts()
    licence = sure.documents[1]
    moved = {name: replace(licence.fields[name], page=4) for name in ("representative", "representative_id")}
    stamp = replace(make.mark(), page=4)
    longer = replace(licence, pages=(2, 4), fields=dict(licence.fields) | moved, certified=stamp)
    documents = (sure.documents[0], longer, sure.documents[2])
    return replace(sure, pages=(*sure.pages, PageFact(4, Kind.BUSINESS_LICENCE, 0)), documents=documents)


def document(case: Case, kind: Kind) -> Document:
    return next(row for row in records.documents_of(case.pk) if row.kind == kind)


def page(case: Case, number: int) -> Page:
    return Page.objects.get(scan__case=case, number=number)


def names(document: Document) -> set[str]:
    return {field.name for field in document.fields.all() if field.value}


def outcome(case: Case, rule: str) -> str:
    return case.findings.get(rule=rule).outcome


def test_the_last_page_takes_along_what_the_new_paper_can_show(clerk: User) -> None:
    case = checked()
    left = document(case, Kind.BUSINESS_LICENCE)
    review.set_field(case.pk, left.pk, "tax_code", "0100000028", clerk, NOW)
    left.fields.filter(name="tax_code").update(page=None)
    pages.move(case.pk, page(case, 2).pk, Kind.TAX_CERTIFICATE, clerk, NOW)
    assert not Document.objects.filter(pk=left.pk).exists()
    found = document(case, Kind.TAX_CERTIFICATE)
    assert names(found) == {"tax_code", "company_name"}
    assert found.fields.get(name="tax_code").value == "0100000028"
    assert (page(case, 2).kind, page(case, 2).document) == (Kind.TAX_CERTIFICATE, found)
    assert outcome(case, "licence_present") == "fail"


def test_a_page_takes_what_was_read_on_it_where_the_target_lacks_it(clerk: User) -> None:
    case = checked(two_paged())
    pages.move(case.pk, page(case, 4).pk, document(case, Kind.REQUEST_LETTER).pk, clerk, NOW)
    assert names(document(case, Kind.BUSINESS_LICENCE)) == {"company_name", "tax_code"}
    assert document(case, Kind.REQUEST_LETTER).fields.get(name="representative").page != page(case, 4)
    assert [one.number for one in document(case, Kind.REQUEST_LETTER).pages.all()] == [1, 4]


def test_a_page_founds_a_new_document_of_its_own_kind(clerk: User) -> None:
    case = checked(two_paged())
    pages.move(case.pk, page(case, 4).pk, Kind.BUSINESS_LICENCE, clerk, NOW)
    licences = [row for row in records.documents_of(case.pk) if row.kind == Kind.BUSINESS_LICENCE]
    first, second = [names(row) for row in licences]
    assert (first, second) == ({"company_name", "tax_code"}, {"representative", "representative_id"})


def test_a_stamp_goes_with_the_page_that_bears_it(clerk: User) -> None:
    case = checked(two_paged())
    card = document(case, Kind.IDENTITY)
    card.certified = records.mark_as_json(records.UNKNOWN)
    card.save()
    pages.move(case.pk, page(case, 4).pk, card.pk, clerk, NOW)
    assert outcome(case, "identity_certified") == "pass"
    assert outcome(case, "licence_certified") == "unsure"


def test_a_page_joins_a_document_of_another_scan(clerk: User) -> None:
    case = checked()
    later = make.scan(case, name="002.pdf")
    added = Page.objects.create(scan=later, number=1, kind=Kind.OTHER)
    licence = document(case, Kind.BUSINESS_LICENCE)
    pages.move(case.pk, added.pk, licence.pk, clerk, NOW)
    facts = records.facts_of(case.pk)
    assert next(facts.of_kind(Kind.BUSINESS_LICENCE))[1].pages == (2, 4)
    assert Event.objects.filter(case=case, act=Act.PAGE_MOVED, actor=clerk).count() == 1


def test_a_value_that_the_target_has_stays_as_it_is(clerk: User) -> None:
    case = checked(two_paged())
    letter = document(case, Kind.REQUEST_LETTER)
    review.set_field(case.pk, letter.pk, "representative", "TRẦN THỊ BÌNH", clerk, NOW)
    pages.move(case.pk, page(case, 4).pk, letter.pk, clerk, NOW)
    assert letter.fields.get(name="representative").value == "TRẦN THỊ BÌNH"


def test_a_page_thrown_out_takes_no_part(clerk: User) -> None:
    case = checked()
    pages.throw_out(case.pk, page(case, 3).pk, clerk, NOW)
    assert outcome(case, "identity_present") == "fail"
    assert [one.number for one in records.facts_of(case.pk).pages] == [1, 2]
    assert Event.objects.filter(case=case, act=Act.PAGE_OUT).count() == 1


def test_a_page_taken_back_brings_everything_back(clerk: User) -> None:
    case = checked(two_paged())
    before = records.facts_of(case.pk)
    pages.throw_out(case.pk, page(case, 4).pk, clerk, NOW)
    assert names(document(case, Kind.BUSINESS_LICENCE)) == {"company_name", "tax_code"}
    assert outcome(case, "licence_certified") == "unsure"
    pages.take_back(case.pk, page(case, 4).pk, clerk, NOW)
    assert records.facts_of(case.pk) == before
    assert Event.objects.filter(case=case, act=Act.PAGE_BACK).count() == 1


def test_a_value_typed_after_its_page_went_counts(clerk: User) -> None:
    case = checked(two_paged())
    pages.throw_out(case.pk, page(case, 4).pk, clerk, NOW)
    licence = document(case, Kind.BUSINESS_LICENCE)
    review.set_field(case.pk, licence.pk, "representative", make.PERSON, clerk, NOW)
    assert "representative" in names(document(case, Kind.BUSINESS_LICENCE))


def test_an_unreadable_page_thrown_out_raises_no_doubt(clerk: User) -> None:
    case = checked()
    unread = Page.objects.create(
        scan=case.scans.get(), number=4, kind=Kind.OTHER, confidence=0.0, problem="Trang quá mờ."
    )
    pages.throw_out(case.pk, unread.pk, clerk, NOW)
    assert all(not one.problem for one in records.facts_of(case.pk).pages)


ACTS: dict[str, Doing] = {
    "set": lambda case, page, by: pages.set_page(case.pk, page.pk, Kind.OTHER, 0, by, NOW),
    "move": lambda case, page, by: pages.move(case.pk, page.pk, Kind.IDENTITY, by, NOW),
    "throw out": lambda case, page, by: pages.throw_out(case.pk, page.pk, by, NOW),
    "take back": lambda case, page, by: pages.take_back(case.pk, page.pk, by, NOW),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_page_of_another_case_is_not_touched(act: Doing, clerk: User) -> None:
    case, other = checked(), checked()
    with pytest.raises(CannotDo, match="Không có trang này"):
        act(case, page(other, 1), clerk)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_technician_touches_no_page(act: Doing) -> None:
    case = checked()
    with pytest.raises(PermissionDenied):
        act(case, page(case, 1), make.user("technician"))


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_no_page_is_touched_after_review(act: Doing, clerk: User) -> None:
    case = make.case(State.ASSIGNED)
    with pytest.raises(CannotDo, match="Chờ xử lý"):
        act(case, page(case, 1), clerk)


@pytest.mark.parametrize("name", ["set", "move", "throw out"])
def test_a_page_that_is_out_is_taken_back_first(name: str, clerk: User) -> None:
    case = checked()
    pages.throw_out(case.pk, page(case, 3).pk, clerk, NOW)
    with pytest.raises(CannotDo, match="lấy lại trang trước"):
        ACTS[name](case, page(case, 3), clerk)


@pytest.mark.parametrize(
    ("to", "why"),
    [(0, "Không có giấy tờ này"), (Kind.BLANK, "không lập thành giấy tờ"), (None, "đã thuộc giấy tờ đó")],
    ids=["unknown", "no document", "its own"],
)
def test_a_page_goes_to_no_such_place(to: int | Kind | None, why: str, clerk: User) -> None:
    case = checked()
    target = document(case, Kind.REQUEST_LETTER).pk if to is None else to
    with pytest.raises(CannotDo, match=why):
        pages.move(case.pk, page(case, 1).pk, target, clerk, NOW)
    assert page(case, 1).document_id == document(case, Kind.REQUEST_LETTER).pk


def test_a_document_of_another_case_takes_no_page(clerk: User) -> None:
    case, other = checked(), checked()
    with pytest.raises(CannotDo, match="Không có giấy tờ này"):
        pages.move(case.pk, page(case, 1).pk, document(other, Kind.IDENTITY).pk, clerk, NOW)
