"""Who signed a letter, where no reader took the row under the seal for a name: as other papers name them."""

from collections.abc import Sequence

import pytest

from intake import assembling, vouching
from intake.facts import Box, Field, Kind, Page
from intake.leaf import Candidate, Leaf
from tests.intake.test_vouching import leaf

PLACE: Box = (0.6, 0.5, 0.8, 0.52)
ELSEWHERE: Box = (0.5, 0.4, 0.6, 0.42)
NAME = "DOÃN TUYNH"


def signer(rows: Sequence[str], *read: str, sure: float = 0.5) -> Field | None:
    names = {}
    if read:
        names["representative"] = Candidate("representative", tuple((one, sure) for one in read), 1, ELSEWHERE)
    signed = tuple((row, PLACE if row.endswith("Tuynh") else ELSEWHERE) for row in rows)
    leaves = [
        Leaf(Page(1, Kind.REQUEST_LETTER, 0), "", names, signed=signed),
        leaf(2, Kind.BUSINESS_LICENCE, representative=[NAME] * 2),
        leaf(3, Kind.IDENTITY, full_name=[NAME] * 2),
    ]
    found = vouching.facts(leaves, assembling.papers(leaves))
    return found.documents[0].fields.get("representative")


@pytest.mark.parametrize(
    "read",
    [(), ("VĨ PI", "VĨ HUN"), ("TỪ ME",)],
    ids=["no name", "scraps of a seal, unlike each other", "scraps that one reader saw"],
)
def test_a_name_badly_read_is_as_other_papers_have_it(read: Sequence[str]) -> None:
    field = signer(["NỘI TH", "Ỗoãn Tuynh", "Šoãn Tuynh"], *read)
    assert field is not None
    assert (field.value, field.certain, field.box) == ("Doãn Tuynh", False, PLACE), "somebody has to look"


def test_a_name_without_its_last_word_goes_on_as_another_paper_has_it() -> None:
    leaves = [
        Leaf(
            Page(1, Kind.REQUEST_LETTER, 0),
            "",
            {"representative": Candidate("representative", (("Vi Thị", 0.9),) * 2, 1, ELSEWHERE)},
        ),
        leaf(2, Kind.BUSINESS_LICENCE, representative=["VI THỊ HUỆ"] * 2),
        leaf(3, Kind.IDENTITY, full_name=["VI THỊ HUỆ"] * 2),
    ]
    found = vouching.facts(leaves, assembling.papers(leaves)).documents[0].fields["representative"]
    assert (found.value, found.certain) == ("Vi Thị Huệ", False)


@pytest.mark.parametrize(
    ("rows", "read", "name"),
    [
        (["Ỗoãn Tuynh"], (), None),
        (["Ngô Thị Lan", "Ngô Thị Lan"], (), None),
        (["Ỗoãn Tuynh", "Šoãn Tuynh"], ("Ngô Thị Lan", "Ngô Thị Lan"), "Ngô Thị Lan"),
        (["Ỗoãn Tuynh", "Šoãn Tuynh"], ("Doãn Tuynh", "Doãn Tuynh"), "Doãn Tuynh"),
        ([], (), None),
    ],
    ids=["one look", "another name", "another's whole name was read", "it was read", "nothing was seen"],
)
def test_else_who_signed_stays_as_it_was_read(rows: Sequence[str], read: Sequence[str], name: str | None) -> None:
    field = signer(rows, *read, sure=0.97)
    assert (field.value if field else None) == name
