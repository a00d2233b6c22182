"""What a number, a tax code or a third paper proves is no doubt, however unsurely it was read; nothing else is."""

import pytest

from intake.facts import Kind
from tests.verification import make
from tests.verification.make import CARD, INTRODUCTION, LETTER, LICENCE, Change
from verification.findings import Outcome

PASS, FAIL, UNSURE = Outcome.PASS, Outcome.FAIL, Outcome.UNSURE


def unsure_name(kind: Kind, name: str) -> Change:
    """Let the papers of a kind have a company's name that nobody vouches for."""
    return make.reads(kind, certain=False, company_name=name)


COMPANIES: dict[str, tuple[list[Change], Outcome]] = {
    "company cut, one code": ([unsure_name(LETTER, "CÔNG TY TNHH THƯƠNG MẠI")], PASS),
    "company with a scrap, one code": ([unsure_name(LICENCE, f"{make.COMPANY} - MST")], PASS),
    "company with a slip, one code": (
        [unsure_name(LETTER, "CÔNG TY TNHH THƯƠNG MẠI MẬU THƯE"), make.without(INTRODUCTION)],
        PASS,
    ),
    "company cut, code unsure": (
        [
            unsure_name(LETTER, "CÔNG TY TNHH THƯƠNG MẠI"),
            make.doubts(LETTER, "tax_code"),
            make.without(INTRODUCTION),
        ],
        UNSURE,
    ),
    "company cut, a third paper has it": (
        [unsure_name(INTRODUCTION, "CÔNG TY TNHH")],
        PASS,
    ),
    "branch's company, cut": (
        [unsure_name(INTRODUCTION, f"CHI NHÁNH {make.COMPANY}")],
        UNSURE,
    ),
    "another company, read unsurely": (
        [unsure_name(LETTER, "CÔNG TY TNHH KHÁC HẲN")],
        UNSURE,
    ),
}
PERSONS: dict[str, tuple[list[Change], Outcome]] = {
    "representative unclear, the number proves it": (
        [make.doubts(LICENCE, "representative"), make.doubts(CARD, "full_name")],
        PASS,
    ),
    "signer's name cut": (
        [make.reads(LETTER, certain=False, representative="Nguyễn An")],
        PASS,
    ),
    "signer's name shorter, read surely": (
        [make.reads(LETTER, representative="Nguyễn An")],
        FAIL,
    ),
    "signer's name cut to its surname": (
        [make.reads(LETTER, certain=False, representative="Nguyễn")],
        UNSURE,
    ),
    "signer's name cut, and no number": (
        [make.reads(LETTER, certain=False, representative="Nguyễn An"), make.misses(CARD, "id_number")],
        UNSURE,
    ),
    "card's name run together, one number": (
        [make.reads(LICENCE, certain=False, representative="NguyễnVăn An Nam")],
        PASS,
    ),
    "card's name with a slip, read unsurely, one number": (
        [make.reads(CARD, certain=False, full_name="Nguyễn Văn Am")],
        PASS,
    ),
    "card's name with a slip, read unsurely, another number": (
        [make.reads(CARD, certain=False, full_name="Nguyễn Văn Am"), make.reads(CARD, id_number="001080012346")],
        FAIL,
    ),
    "signer's name with a slip, read unsurely": (
        [make.reads(LETTER, certain=False, representative="Nguyễn Văn Am")],
        PASS,
    ),
    "signer's name with a slip, read surely": (
        [make.reads(LETTER, representative="Nguyễn Văn Am")],
        UNSURE,
    ),
    "signer's name another, read unsurely": (
        [make.reads(LETTER, certain=False, representative="Trần Thị Bình")],
        UNSURE,
    ),
}


@pytest.mark.parametrize(("changes", "outcome"), COMPANIES.values(), ids=COMPANIES)
def test_a_company_that_a_code_or_a_third_paper_proves(changes: list[Change], outcome: Outcome) -> None:
    found = make.finding("company_agrees", make.dossier(*changes))
    assert found.outcome is outcome, found.why


@pytest.mark.parametrize(("changes", "outcome"), PERSONS.values(), ids=PERSONS)
def test_a_person_whom_a_number_proves(changes: list[Change], outcome: Outcome) -> None:
    found = make.finding("representative_agrees", make.dossier(*changes))
    assert found.outcome is outcome, found.why
