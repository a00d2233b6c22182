"""Pages put together to papers."""

from dataclasses import replace

from intake import assembling
from intake.facts import Kind, Mark, Page
from intake.leaf import Candidate, Leaf

BOX = (0.1, 0.1, 0.5, 0.2)
TITLE = "giaychungnhandangkydoanhnghiep"


def leaf(number: int, kind: Kind, text: str = "", **fields: str) -> Leaf:
    candidates = {name: Candidate(name, ((text, 0.9),), number, BOX) for name, text in fields.items()}
    return Leaf(Page(number, kind, 0), text, candidates)


def pages(*leaves: Leaf) -> list[tuple[int, ...]]:
    return [tuple(leaf.page.number for leaf in paper.leaves) for paper in assembling.papers(leaves)]


def test_licence_of_two_pages_with_a_blank_between() -> None:
    first, blank = leaf(1, Kind.BUSINESS_LICENCE, TITLE), leaf(2, Kind.BLANK)
    assert pages(first, blank, leaf(3, Kind.BUSINESS_LICENCE)) == [(1, 3)]


def test_two_licences() -> None:
    assert pages(leaf(1, Kind.BUSINESS_LICENCE, TITLE), leaf(2, Kind.BUSINESS_LICENCE, TITLE)) == [(1,), (2,)]


def test_a_licence_whose_second_page_lies_far_before_its_first() -> None:
    second, card, first = (
        leaf(1, Kind.BUSINESS_LICENCE),
        leaf(2, Kind.IDENTITY),
        leaf(3, Kind.BUSINESS_LICENCE, TITLE),
    )
    assert pages(second, card, first) == [(1, 3), (2,)]
    assert pages(second, card, first, replace(first, page=replace(first.page, number=4))) == [
        (1,),
        (2,),
        (3,),
        (4,),
    ]


def test_two_sides_of_a_card() -> None:
    front = leaf(2, Kind.IDENTITY, full_name="LÊ VĂN MẪU", id_number="001080012345")
    assert pages(leaf(1, Kind.REQUEST_LETTER), front, leaf(3, Kind.IDENTITY)) == [(1,), (2, 3)]


def test_back_before_the_front() -> None:
    assert pages(leaf(1, Kind.IDENTITY), leaf(2, Kind.IDENTITY, full_name="LÊ VĂN MẪU")) == [(1, 2)]


def test_cards_of_two_persons() -> None:
    one = leaf(1, Kind.IDENTITY, full_name="LÊ VĂN MẪU", id_number="001080012345")
    other = leaf(2, Kind.IDENTITY, full_name="ĐỖ THỊ MANG", id_number="001181012346")
    assert pages(one, other) == [(1,), (2,)]


def test_other_pages_belong_to_no_paper() -> None:
    assert pages(leaf(1, Kind.OTHER), leaf(2, Kind.SEPARATOR), leaf(3, Kind.BLANK)) == []


def stamped(one: Leaf, *, found: bool, confidence: float = 1.0) -> Leaf:
    page = replace(one.page, confidence=confidence)
    return replace(one, page=page, certification=Mark(found, 0.97, True, one.page.number))


def test_a_stamp_alone_is_the_uncertified_paper_s() -> None:
    card = stamped(leaf(1, Kind.IDENTITY, full_name="LÊ VĂN MẪU"), found=False)
    licence = stamped(leaf(2, Kind.BUSINESS_LICENCE, TITLE), found=True)
    alone = stamped(leaf(3, Kind.BUSINESS_LICENCE, certification_number="12"), found=True, confidence=0.6)
    homed = assembling.homed([card, licence, alone])
    assert [one.kind for one in homed] == [Kind.IDENTITY, Kind.BUSINESS_LICENCE, Kind.IDENTITY]
    assert homed[2].certification == Mark(True, 0.97, False, 3)
    assert pages(*homed) == [(1, 3), (2,)]


def test_a_stamp_alone_stays_where_it_is_needed_or_where_two_papers_lack_one() -> None:
    card = stamped(leaf(1, Kind.IDENTITY, full_name="LÊ VĂN MẪU"), found=False)
    licence = stamped(leaf(2, Kind.BUSINESS_LICENCE, TITLE), found=False)
    alone = stamped(leaf(3, Kind.BUSINESS_LICENCE), found=True, confidence=0.6)
    assert assembling.homed([card, licence, alone])[2] is alone
    sure = stamped(leaf(3, Kind.BUSINESS_LICENCE), found=True)
    assert assembling.homed([card, stamped(licence, found=True), sure])[2] is sure
    tax = stamped(leaf(4, Kind.TAX_CERTIFICATE), found=False)
    assert assembling.homed([card, stamped(licence, found=True), alone, tax])[2] is alone
