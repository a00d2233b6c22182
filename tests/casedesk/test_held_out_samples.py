"""Held-out dossiers: other layouts, names and stamps than the usual ones, with a truth that holds as well."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from stdnum.vn import mst

from casedesk.samples import dossiers, people
from casedesk.samples.held_out import letters, licences, names, others, syllables
from intake.facts import DOCUMENT_KINDS, FIELDS, OPTIONAL, Kind, Request
from verification import checklist

SERIAL = set(OPTIONAL[Kind.REQUEST_LETTER])

pytestmark = pytest.mark.usefixtures("coarse")
RECEIVED = date(2026, 11, 23)


def firm(seed: int, form: str) -> names.Firm:
    """Draw a company of a legal form."""
    chance = Random(seed)
    return names.company(chance, form, names.person(chance, RECEIVED), RECEIVED)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (
        dossiers.make(3, quality="hard", received=RECEIVED, layouts="held_out").save(tmp_path / name)
        for name in "ab"
    )
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("seed", range(40, 48))
def test_a_complete_dossier_has_every_paper_and_field(seed: int) -> None:
    truth = dossiers.make(seed, received=RECEIVED, layouts="held_out").truth
    papers = {Kind(paper["kind"]): paper for paper in truth["documents"]}
    assert {Kind.REQUEST_LETTER, Kind.BUSINESS_LICENCE, Kind.IDENTITY} <= set(papers) <= set(DOCUMENT_KINDS)
    assert set(papers[Kind.REQUEST_LETTER]["fields"]) - SERIAL == set(FIELDS[Kind.REQUEST_LETTER])
    assert papers[Kind.BUSINESS_LICENCE]["certified"] and papers[Kind.REQUEST_LETTER]["sealed"]
    assert truth["setting"]["layout"] in letters.LAYOUTS
    code = papers[Kind.REQUEST_LETTER]["fields"]["tax_code"]
    assert len(code) == 12 or mst.is_valid(code)
    numbers = [number for paper in truth["documents"] for number in paper["pages"]]
    beside = [page["number"] for page in truth["pages"] if page["kind"] in ("blank", "other")]
    assert sorted(numbers + beside) == [page["number"] for page in truth["pages"]]


@pytest.mark.parametrize("defect", dossiers.DEFECTS)
def test_each_defect_is_made_and_names_its_rule(defect: str) -> None:
    truth = dossiers.make(11, defect=defect, received=RECEIVED, layouts="held_out").truth
    papers = {paper["kind"]: paper for paper in truth["documents"]}
    letter = papers.get("request_letter", {"fields": {}})["fields"]
    assert set(truth["failing"]) == {dossiers.DEFECTS[defect]} <= set(checklist.TITLES)
    if defect.endswith("_missing"):
        kind = {"letter": "request_letter", "licence": "business_licence", "introduction": "introduction_letter"}
        name = defect.removesuffix("_missing")
        assert kind.get(name, name) not in papers
    if defect.startswith("letter_without_"):
        assert defect.removeprefix("letter_without_") not in letter
    if defect == "tax_code_disagrees":
        assert letter["tax_code"] != papers["business_licence"]["fields"]["tax_code"]
    if defect == "company_disagrees":
        assert people.plain(letter["company_name"]).upper() != people.plain(
            papers["business_licence"]["fields"]["company_name"]
        )
    if defect == "representative_disagrees":
        fields = papers["business_licence"]["fields"]
        heads = {value for name, value in fields.items() if name.startswith("representative")}
        assert papers["identity"]["fields"]["full_name"] not in heads


@pytest.mark.parametrize("layout", letters.LAYOUTS)
@pytest.mark.parametrize("field", FIELDS[Kind.REQUEST_LETTER][2:5])
def test_a_letter_shows_what_its_truth_says_and_nothing_that_is_left_out(layout: str, field: str) -> None:
    for seed in range(30):
        one = replace(firm(seed, "2tv"), address="Số 7 Phố Sậy, Phường Mễ, tỉnh Phú Thọ", phone="0912345678")
        made = letters.request_letter(Random(seed), one, Request.REBIND_LOST, RECEIVED, layout=layout, omit=field)
        html, fields = made
        assert fields.keys() - SERIAL == set(FIELDS[Kind.REQUEST_LETTER]) - {field}
        assert fields["tax_code"] in html and fields["representative"] in html
        left_out = {"address": one.address, "email": "@", "phone": "912"}[field]
        assert left_out not in html.replace(one.tax_code, "").replace(one.broker[1], "").split("Chứng thư")[0]


def test_the_address_for_the_answer_is_never_the_old_one() -> None:
    shown = 0
    for seed in range(40):
        one = firm(seed, "mtv")
        html, fields = letters.request_letter(
            Random(seed), one, Request.RESET_PASSWORD, RECEIVED, layout="numbered"
        )
        shown += one.old_email in html
        assert fields["email"] == one.email != one.old_email
    assert 5 < shown < 35


def test_every_form_has_its_licence() -> None:
    for form in names.FORMS:
        one = firm(5, form)
        html, fields = licences.licence(Random(1), one, RECEIVED)
        assert all(value in html.replace("&amp;", "&") for value in fields.values())
        assert ("tax_code" in fields) == (form != "old")
    assert firm(5, "branch").tax_code[10] == "-" and len(firm(5, "household").tax_code) == 12


def test_several_representatives_are_numbered() -> None:
    one = next(one for seed in range(50) if len((one := firm(seed, "ctcp")).others) == 2)
    _, fields = licences.licence(Random(1), one, RECEIVED)
    assert [fields["representative_id"], fields["representative_id_2"], fields["representative_id_3"]] == [
        one.head.number, *(other.number for other in one.others),
    ]  # fmt: skip


def test_names_are_many_and_none_is_a_usual_one() -> None:
    chance = Random(1)
    drawn = {names.company_name(chance, "2tv") for _ in range(2000)}
    assert len(drawn) > 1900
    assert not any(name.endswith(usual) for name in drawn for usual in people.NAMES)
    assert all(names.person(chance, RECEIVED).number[:3].isdigit() for _ in range(50))


def test_names_do_without_the_dictionary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(syllables, "_DICTIONARY", tmp_path / "none.dic")
    syllables.dictionary.cache_clear()
    try:
        assert names.company_name(Random(1), "mtv")
    finally:
        syllables.dictionary.cache_clear()


def test_a_stray_page_is_of_no_kind_and_in_no_paper() -> None:
    titles = {
        others.stray(Random(seed), firm(seed, "mtv"), RECEIVED).split("</h1>")[0].split("<h1>")[1]
        for seed in range(20)
    }
    assert len(titles) == 3
    made = (dossiers.make(seed, received=RECEIVED, layouts="held_out").truth for seed in range(60, 80))
    truth = next(truth for truth in made if any(page["kind"] == "other" for page in truth["pages"]))
    assert all(paper["kind"] != "other" for paper in truth["documents"])


def test_unknown_layouts_are_refused() -> None:
    with pytest.raises(ValueError, match="no such layouts"):
        dossiers.make(1, received=RECEIVED, layouts="none")
