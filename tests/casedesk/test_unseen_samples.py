"""Unseen dossiers: layouts to measure with, whose truth holds as that of the others does."""

from datetime import date
from html import unescape
from pathlib import Path
from random import Random

import pytest

from casedesk.samples import dossiers
from casedesk.samples.held_out import names
from casedesk.samples.unseen import letters, licences, others
from intake.facts import FIELDS, OPTIONAL, Kind, Request

SERIAL = set(OPTIONAL[Kind.REQUEST_LETTER])

pytestmark = pytest.mark.usefixtures("coarse")
RECEIVED = date(2026, 11, 23)
LETTER = set(FIELDS[Kind.REQUEST_LETTER])


def firm(seed: int, form: str) -> names.Firm:
    """Draw a company of a legal form."""
    chance = Random(seed)
    return names.company(chance, form, names.person(chance, RECEIVED), RECEIVED)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (
        dossiers.make(3, quality="hard", received=RECEIVED, layouts="unseen").save(tmp_path / name)
        for name in "ab"
    )
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("defect", dossiers.DEFECTS)
def test_each_defect_is_made_and_names_its_rule(defect: str) -> None:
    truth = dossiers.make(7, defect=defect, received=RECEIVED, layouts="unseen").truth
    assert set(truth["failing"]) == {dossiers.DEFECTS[defect]}
    papers = {paper["kind"]: paper for paper in truth["documents"]}
    if defect.startswith("letter_without_"):
        assert set(papers["request_letter"]["fields"]) - SERIAL == LETTER - {
            defect.removeprefix("letter_without_")
        }
    if defect in ("licence_plain_copy", "licence_sao_y"):
        assert papers["business_licence"]["certified"] is False


@pytest.mark.parametrize("layout", letters.LAYOUTS)
@pytest.mark.parametrize("request_", Request)
def test_every_field_of_a_letter_stands_on_it(layout: str, request_: Request) -> None:
    for seed, form in enumerate(names.FORMS * 3):
        html, fields = letters.request_letter(Random(seed), firm(seed, form), request_, RECEIVED, layout=layout)
        text, digits = unescape(html), "".join(filter(str.isdigit, html))
        assert fields.keys() - SERIAL == LETTER
        assert fields.pop("phone")[1:] in digits
        assert [value for value in fields.values() if value not in text] == []


@pytest.mark.parametrize("layout", letters.LAYOUTS)
@pytest.mark.parametrize("field", ["address", "email", "phone"])
def test_what_is_left_out_stands_nowhere(layout: str, field: str) -> None:
    for seed in range(30):
        one = firm(seed, "2tv")
        html, fields = letters.request_letter(
            Random(seed), one, Request.REBIND_LOST, RECEIVED, layout=layout, omit=field
        )
        assert fields.keys() - SERIAL == LETTER - {field}
        digits = "".join(filter(str.isdigit, html))
        gone = {"address": one.address in unescape(html), "email": "@" in html, "phone": one.phone[1:] in digits}
        assert not gone[field]


@pytest.mark.parametrize("form", names.FORMS)
def test_every_form_has_its_licence(form: str) -> None:
    for seed in range(12):
        html, fields = licences.licence(Random(seed), firm(seed, form), RECEIVED)
        assert all(value in unescape(html) for value in fields.values())
        assert ("tax_code" in fields) == (form != "old")


def test_a_stray_page_is_in_no_paper() -> None:
    titles = {others.stray(Random(seed), firm(seed, "mtv"), RECEIVED)[:40] for seed in range(20)}
    assert len(titles) >= 2
    made = (dossiers.make(seed, received=RECEIVED, layouts="unseen").truth for seed in range(20, 50))
    truth = next(truth for truth in made if any(page["kind"] == "other" for page in truth["pages"]))
    assert all(paper["kind"] != "other" for paper in truth["documents"])
