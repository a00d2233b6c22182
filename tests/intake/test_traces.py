"""A line kept small still tells which spellings its picture allows; papers that were misread are mended by it."""

import math

import pytest

from intake import assembling, lexicon, recogniser, shapes, spelling, traces, value, vouching, weighing
from intake.facts import Field, Kind, Page
from intake.leaf import Candidate, Leaf
from intake.traces import Trace
from intake.value import Value
from tests.intake.test_recogniser import line

BOX = (0.1, 0.1, 0.5, 0.2)
NAME = "CÔNG TY TNHH BAO BÌ VẠC NGẤN"


def kept(*lines: str) -> tuple[Trace, ...]:
    return tuple(traces.kept(recogniser.read(line(text))) for text in lines)


def test_what_is_printed_is_allowed() -> None:
    assert traces.allowed(kept(NAME), NAME) == pytest.approx(0, abs=0.5)


@pytest.mark.parametrize(
    "other",
    ["CÔNG TY TNHH BAO BÌ VẠC NGÂN", "CÔNG TY TNHH BAO BÌ LẠC NGẤN", "CÔNG TY TNHH BAO BÌ VẠC", "CÔNG TY TNHH"],
    ids=["another mark", "another letter", "a word less", "half of it"],
)
def test_what_is_clearly_not_printed_is_not(other: str) -> None:
    assert traces.allowed(kept(NAME), other) < value.LEAST_ALLOWED


@pytest.mark.parametrize(
    "lines",
    [("CÔNG TY TNHH", "BAO BÌ VẠC NGẤN"), ("CÔNG TY TNHH BAO", "BÌ", "VẠC NGẤN")],
    ids=["two lines", "three lines"],
)
def test_words_part_between_lines(lines: tuple[str, ...]) -> None:
    assert traces.allowed(kept(*lines), NAME) == pytest.approx(0, abs=1.0)


def test_nothing_seen_allows_nothing() -> None:
    assert traces.allowed((), NAME) == -math.inf
    assert traces.allowed(kept("MẪU"), "MẪ中") == -math.inf


def test_a_line_is_small_and_survives_its_keeping() -> None:
    (one,) = kept(NAME)
    assert len(one.packed) < 12_000
    assert shapes.from_json(Trace, shapes.as_json(one)) == one


def leaf(number: int, kind: Kind, read: str, printed: str) -> Leaf:
    """Return a page whose readers both read a name wrong or right, and what is printed on it."""
    readings = ((read, 0.9), (read, 0.9))
    candidate = Candidate("company_name", readings, number, BOX, traces=kept(printed))
    return Leaf(Page(number, kind, 0), "", {"company_name": candidate})


def names(*leaves: Leaf) -> list[Field]:
    found = vouching.facts(leaves, assembling.papers(leaves))
    return [document.fields["company_name"] for document in found.documents]


def test_a_misread_name_is_mended_where_its_picture_allows_it() -> None:
    read = names(
        leaf(1, Kind.REQUEST_LETTER, NAME, NAME),
        leaf(2, Kind.BUSINESS_LICENCE, "CÔNG TY TNHH BA0 8Ì VẠC NGẤN", NAME),
        leaf(3, Kind.INTRODUCTION_LETTER, NAME, NAME),
    )
    assert [one.value for one in read] == [NAME] * 3
    assert len({one.confidence for one in read}) == 1, "they vouch for one another"


@pytest.mark.parametrize(
    ("name", "printed"),
    [("THÀN THU QUÝNH", "Thào Thu Quýnh"), ("Thàn Thu Quýnh", "GHhào Thu Quýnh")],
    ids=["in its own capitals", "dirt before it, but less unlike than what was read"],
)
def test_a_person_is_looked_for_as_the_page_writes_names(name: str, printed: str) -> None:
    pages = [
        Leaf(Page(at, kind, 0), "", {field: Candidate(field, ((read, 0.9),) * 2, at, BOX, traces=kept(shown))})
        for at, kind, field, read, shown in (
            (1, Kind.BUSINESS_LICENCE, "representative", "THÀO THU QUÝNH", "THÀO THU QUÝNH"),
            (2, Kind.IDENTITY, "full_name", "THÀO THU QUÝNH", "THÀO THU QUÝNH"),
            (3, Kind.REQUEST_LETTER, "representative", name.title(), printed),
        )
    ]
    found = vouching.facts(pages, assembling.papers(pages)).documents[2].fields["representative"]
    assert found.value == "Thào Thu Quýnh"


@pytest.mark.parametrize(
    ("printed", "name"),
    [((NAME, NAME), NAME), ((NAME.replace("NGẤN", "NGẦN"),) * 2, NAME.replace("NGẤN", "NGẦN"))],
    ids=["as it is", "as the pictures show it"],
)
def test_a_mark_is_as_the_pictures_of_all_papers_show_it(printed: tuple[str, str], name: str) -> None:
    readings = ((NAME, 0.95), (NAME.replace("NGẤN", "NGẦN"), 0.4), (NAME, 0.95))
    pages = [
        Leaf(
            Page(at, kind, 0),
            "",
            {"company_name": Candidate("company_name", readings, at, BOX, traces=kept(text))},
        )
        for at, kind, text in zip((1, 2), (Kind.REQUEST_LETTER, Kind.BUSINESS_LICENCE), printed, strict=True)
    ]
    assert [one.value for one in names(*pages)] == [name] * 2


def test_another_name_that_is_printed_stays() -> None:
    other = "CÔNG TY TNHH BAO BÌ LẠC NGẤN"
    read = names(
        leaf(1, Kind.REQUEST_LETTER, NAME, NAME),
        leaf(2, Kind.BUSINESS_LICENCE, other, other),
        leaf(3, Kind.INTRODUCTION_LETTER, NAME, NAME),
    )
    assert read[1].value == other


def test_what_only_one_unsure_paper_says_mends_nothing() -> None:
    broken = "CÔNG TY TNHH BA0 8Ì VẠC NGẤN"
    unsure = Candidate("company_name", ((NAME, 0.4),), 1, BOX)
    read = names(
        Leaf(Page(1, Kind.REQUEST_LETTER, 0), "", {"company_name": unsure}),
        leaf(2, Kind.BUSINESS_LICENCE, broken, NAME),
    )
    assert read[1].value == broken


@pytest.mark.parametrize(("clearer", "is_so"), [(7.8, False), (20.0, True)], ids=["hardly liker", "clearly so"])
def test_a_word_of_a_usual_phrase_has_to_be_shown_otherwise_very_clearly(
    clearer: float, is_so: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, other = "CÔNG TY CỔ PHẦN THỨC ĂN CHĂN NUÔI LẠC", "CÔNG TY CỔ PHẦN THỨC ĂN CHẮN NUÔI LẠC"
    monkeypatch.setattr(spelling, "_likenesses", lambda texts, _: [clearer * (text != name) for text in texts])
    papers = [
        Value(at, kind, "company_name", seen, weighing.alone(seen))
        for at, kind in enumerate((Kind.REQUEST_LETTER, Kind.BUSINESS_LICENCE))
        for seen in [Candidate("company_name", ((name, 0.95), (other, 0.9)), 1, BOX, traces=kept(name))]
    ]
    assert spelling.as_pictured(name, papers, lexicon.companies()) == (other if is_so else name)
