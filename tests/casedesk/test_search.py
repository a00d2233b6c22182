"""Search: without accents, by everything that stands in a case, with the place found, kept up to date."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from casedesk import actions, checking, reception, review, search
from casedesk.models import Case, SearchEntry, State
from casedesk.reception import Arrival
from casedesk.samples import certificates
from casedesk.search import Found, indexes
from casedesk.search.entries import entry
from casedesk.search.folding import fold, marked, terms
from intake.facts import Facts, Kind, Request
from tests import make, paper
from verification.findings import Channel

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]
COMPANY = "CÔNG TY CỔ PHẦN ĐÁ QUÝ ĐỒNG BẰNG"
PERSON = "ĐOÀN THỊ ỨNG"


def facts(**changed: str) -> Facts:
    """Make a dossier's facts in which some values of every paper read otherwise."""
    known = make.facts()
    papers = tuple(
        replace(one, fields=dict(one.fields) | {name: make.field(value) for name, value in changed.items()})
        for one in known.documents
    )
    return replace(known, documents=papers)


def case(**columns: object) -> Case:
    made = make.case(reading=facts(company_name=COMPANY, representative=PERSON), **columns)  # type: ignore[arg-type]
    checking.run(made, make.NOW)
    return made


def find(text: str, *, papers: bool = True) -> Found:
    found = search.find(text, papers=papers)
    assert found is not None
    return found


def numbers(text: str, *, papers: bool = True) -> list[str]:
    return [found.number for found, _hits in find(text, papers=papers).cases]


@pytest.mark.parametrize(
    "asked",
    [
        "đá quý đồng bằng",
        "da quy dong bang",
        "DA QUY",
        "bằng đồng",
        "Công ty cổ phần đá",
        "0100000010",
        "0100 000 010",
        "01000 00010",
        "doan thi ung",
        "ĐOÀN THỊ ỨNG",
        "024 3800 0000",
        "02438000000",
        "+84 24 3800 0000",
        "024.3800.0000",
        "380000",
        "ketoan@mauthu.example",
        "mauthu.example",
        "5401ABCD",
        "5401 abcd",
        "001080012345",
        "phố mẫu",
        "01/01/1980",
        "001.pdf",
    ],
)
def test_a_case_is_found_by_what_stands_in_it(asked: str) -> None:
    found = case()
    make.case(reading=make.facts(without=(Kind.REQUEST_LETTER,)), with_account=False)
    assert numbers(asked) == [found.number]


@pytest.mark.parametrize("part", [slice(None), slice(-4, None), slice(-11, None)], ids=["whole", "last", "day"])
def test_a_case_is_found_by_its_number(part: slice) -> None:
    found = case()
    assert found.number in numbers(found.number[part])


def test_the_place_found_is_shown_in_its_context() -> None:
    case()
    ((_case, hits),) = find("doan thi").cases
    assert [(hit.label.split(" · ")[-1], hit.pieces) for hit in hits] == [
        ("Người đại diện theo pháp luật", [("ĐOÀN", True), (" ", False), ("THỊ", True), (" ỨNG", False)])
    ]


def test_the_newest_come_first_a_page_at_a_time() -> None:
    made = [case().number for _ in range(3)]
    first = search.find("da quy", papers=True, limit=2)
    second = search.find("da quy", papers=True, limit=2, offset=2)
    assert first and second and (first.is_more, second.is_more) == (True, False)
    shown = [found.number for page in (first, second) for found, _hits in page.cases]
    assert shown == made[::-1]


def test_a_correction_is_found_at_once_and_what_it_replaced_no_more() -> None:
    found, clerk = case(), make.user("clerk")
    letter = found.documents.get(kind=Kind.REQUEST_LETTER)
    review.set_field(found.pk, letter.pk, "phone", "0909 123 123", clerk, make.NOW)
    assert numbers("0909123123") == [found.number]
    assert numbers("02438000000") == []


def test_a_dossier_is_found_from_its_reception_on() -> None:
    arrival = Arrival("ho-so-gap.pdf", paper.pdf(), Channel.POST, date(2026, 11, 23))
    received = reception.receive(arrival, make.NOW).case
    assert received and numbers("gap.pdf") == numbers(received.number) == [received.number]


def test_the_serial_of_a_proposed_certificate_is_found() -> None:
    person = make.user("technician")
    known = make.case(State.ASSIGNED, technician=person, request=Request.REBIND_LOST)
    offered = certificates.make(make.COMPANY, make.TAX_CODE, make.NOW)
    actions.propose(known.pk, offered, "", person, make.NOW)
    serial = known.changes.get().serial
    assert serial and numbers(serial) == [known.number]
    ((_case, hits),) = find(serial[:8]).cases
    assert hits[0].label == "Chứng thư đề xuất gắn"


def test_who_may_not_see_papers_does_not_find_by_them() -> None:
    found = case()
    assert numbers("doan thi ung", papers=False) == numbers("001.pdf", papers=False) == []
    ((_case, hits),) = find("da quy", papers=False).cases
    assert (_case.pk, [hit.label for hit in hits]) == (found.pk, ["Công ty"])


def test_a_rebuild_brings_back_what_is_missing_and_takes_what_is_gone() -> None:
    found = case()
    SearchEntry.objects.filter(case=found).delete()
    SearchEntry.objects.create(case=found, place="number", text="cũ rồi", folded=fold("cũ rồi"))
    call_command("search", "rebuild")
    assert numbers("da quy") == [found.number]
    assert numbers("cu roi") == []


def test_what_is_unchanged_keeps_its_row() -> None:
    found = case()
    before = set(found.search_entries.values_list("pk", flat=True))
    search.refresh(found)
    assert set(found.search_entries.values_list("pk", flat=True)) == before


@pytest.mark.parametrize("text", ["", "a", "Đ", "7", "---", "?!", " . ", "​"], ids=repr)
def test_too_little_asks_for_nothing(text: str) -> None:
    assert search.find(text, papers=True) is None


@pytest.mark.parametrize(
    "text",
    ['" OR "', "da* NOT quy", "a b", "NEAR(da quy)", "%%", "86%", "_____", "'; DROP TABLE--", "x" * 500, "\0ab"],
)
def test_no_query_is_a_command(text: str) -> None:
    case()
    found = search.find(text, papers=True)
    assert found is None or not found.cases


def test_a_word_of_one_letter_counts() -> None:
    one = make.case(reading=facts(representative="NGUYỄN VĂN Ô"))
    two = make.case(reading=facts(representative="NGUYỄN VĂN Y"))
    for made in (one, two):
        checking.run(made, make.NOW)
    assert numbers("nguyen van y") == [two.number]
    assert numbers("v y") == [two.number]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Ửng", " dang thi ung"),
        ("0100000010-001", " 0100000010 001 0100000010001"),
        ("G12.99.01-261123-0004", " g12 99 01 261123 0004 g1299012611230004"),
        ("+84 24 38", " 0 24 38 02438"),
        ("a@b.vn", " a b vn"),
        ("Đỗ", " do"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "asked", "hits"),
    [
        ("Đỗ Đức", "do duc", ["Đỗ", "Đức"]),
        ("Đỗ Đức", "duc", ["Đức"]),
        ("024 3800 0000", "243800", ["24", "3800"]),
        ("+84 24 3800", "0243800", ["24", "3800"]),
        ("<b>an</b>", "an", ["an"]),
        ("5401ABCD", "01abc", ["01ABC"]),
    ],
)
def test_marking(text: str, asked: str, hits: list[str]) -> None:
    wanted = terms(asked)
    assert wanted
    pieces = marked(text, wanted)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, is_hit in pieces if is_hit] == hits


def test_a_whole_number_finds_its_case_alone_whatever_speaks_of_it() -> None:
    wanted, other = make.case(), make.case()
    for one in (wanted, other):
        checking.run(one, make.NOW)
    other.scans.update(name=f"{wanted.number}.pdf")
    checking.run(other, make.NOW)
    found = search.find(f" {wanted.number.lower()} ", papers=True)
    assert found is not None
    assert [case.pk for case, _ in found.cases] == [wanted.pk]
    assert not found.is_more
    further = search.find(wanted.number, papers=True, offset=50)
    assert further is not None
    assert not further.cases


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("da quy dong", True),
        ("quyx", False),
        ("ketoan@mauthu.example", True),
        ("ketoan@mauthu.examplf", False),
        ("0100000010", True),
        ("0100000011", False),
        ("10000001", True),
        ("0108001234", True),
        ("0108001235", False),
        ("G12.99.01-261123", True),
        ("G12.99.01-261124", False),
        ("5401 abc", True),
        ("5401 abd", False),
        ("401", True),
        ("409", False),
    ],
)
def test_every_length_of_what_is_asked_is_found_alike(asked: str, found: bool) -> None:
    made = case()
    assert numbers(asked) == ([made.number] if found else [])


def test_older_entries_are_found_behind_the_newest_blocks() -> None:
    """Entries so far apart that each is of another block of every size."""
    made = [case() for _ in range(3)]
    for step, one in enumerate(made):
        row = one.search_entries.get(place="company_name")
        SearchEntry.objects.filter(pk=row.pk).update(id=row.pk + step * 2**19)
    assert numbers("da quy dong bang") == [one.number for one in reversed(made)]
    first = search.find("da quy dong bang", papers=False, limit=1)
    assert first and [one.pk for one, _ in first.cases] == [made[-1].pk] and first.is_more


@pytest.mark.parametrize("count", [1, 9, 10, 12, 40])
def test_as_many_as_are_wanted_come_from_more_and_more_blocks(count: int) -> None:
    """Some entries in each of the ten newest smaller blocks, of which some are of the same cases."""
    cases = [make.case(with_account=False) for _ in range(20)]
    SearchEntry.objects.all().delete()
    size = 2**14
    for at in range(40):
        row = entry(cases[(at * 7) % 20].pk, ("company_name", False, "CÔNG TY ĐÁ QUÝ"))
        row.pk = 50 * size - (at // 4) * size - at
        row.save(force_insert=True)
    newest, asked = dict.fromkeys(cases[(at * 7) % 20].pk for at in range(40)), terms("da quy")
    assert asked and indexes.first(asked, count, papers=True) == [*newest][:count]


@pytest.mark.parametrize(
    ("asked", "found", "queries"), [("da quy", 1, 4), ("khong co", 0, 4), ("moi", 2, 4), ("moi", 1, 2)]
)
def test_few_questions_find_what_is_old_new_or_nowhere(
    asked: str, found: int, queries: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """The newest entry, the newest blocks, some larger ones, the whole house; no more than it takes."""
    cases = [make.case(with_account=False) for _ in range(3)]
    SearchEntry.objects.all().delete()
    for one, name, pk in zip(cases, ("ĐÁ QUÝ", "MỚI", "MỚI"), (7, 64 * 2**17, 60 * 2**17), strict=True):
        row = entry(one.pk, ("company_name", False, name))
        row.pk = pk
        row.save(force_insert=True)
    wanted = terms(asked)
    assert wanted
    with django_assert_max_num_queries(queries):
        assert len(indexes.first(wanted, max(1, found), papers=True)) == found


def test_the_newest_entry_of_each_case_gives_the_order() -> None:
    made = [case() for _ in range(2)]
    company = made[0].search_entries.get(place="company_name")
    SearchEntry.objects.filter(pk=company.pk).update(id=company.pk + 2**18)
    assert numbers("da quy dong bang") == [one.number for one in made]


@pytest.mark.parametrize("asked", ["da quy", "0100000010", "ketoan@mauthu.example"])
def test_the_index_is_asked(asked: str) -> None:
    wanted = terms(asked)
    assert wanted
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "casedesk_search" in SearchEntry.objects.filter(indexes.holding(wanted)).explain().replace(
        "casedesk_searchentry", ""
    )
