"""No dossier with a doubt, a gap or a contradiction is complete, and no rule ever raises."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from intake.facts import FIELDS, Document, Facts, Field, Kind, Mark, Page, Source
from tests.verification import make
from tests.verification.make import CARD, CERTIFICATE, INTRODUCTION, LETTER, LICENCE, Change
from verification import checklist
from verification.findings import Channel, Dossier, Outcome, Verdict, verdict_of

NEEDED = (LETTER, LICENCE, CARD, INTRODUCTION)
UNUSED = {(CARD, "date_of_birth")}
"""The only field that no rule rests on."""
OPTIONAL = {(LETTER, "representative"), (LICENCE, "representative_id")}
"""Compared where they were read; a letter may be signed without a name, a licence show no number."""
NAMES = {(LETTER, "representative"), (LICENCE, "representative"), (CARD, "full_name")}
USED = [(kind, name) for kind in NEEDED for name in FIELDS[kind] if (kind, name) not in UNUSED]
DOUBTED = [
    (kind, name)
    for kind, name in USED
    if name != "company_name" and (kind, name) not in {(LETTER, "address"), (LETTER, "phone"), *NAMES}
]
"""Of seat and telephone it counts that the letter states one; a company's name is borne out by another paper, the
representative's by the number on licence and card."""
OLD_LICENCE: tuple[Change, ...] = (make.misses(LICENCE, "tax_code"), make.adds(make.paper(CERTIFICATE)))

texts = st.text(max_size=20) | st.sampled_from(
    [make.TAX_CODE, make.COMPANY, make.PERSON, make.NUMBER, "0100000028", "2030-01-01", "012345678", "٠١٠٠٠٠٠٠١٠"]
)
fields = st.builds(
    Field, texts, st.floats(0, 1), st.booleans(), st.integers(1, 9), st.none(), st.sampled_from(Source)
)
marks = st.none() | st.builds(Mark, st.booleans(), st.floats(0, 1), st.booleans())
any_name = st.sampled_from(sorted({name for names in FIELDS.values() for name in names} | {"representative_2"}))
documents = st.builds(
    Document,
    st.sampled_from(Kind),
    st.lists(st.integers(1, 9), max_size=2).map(tuple),
    st.dictionaries(any_name, fields, max_size=7),
    marks,
    marks,
)
pages = st.builds(
    Page, st.integers(1, 9), st.sampled_from(Kind), st.just(0), st.floats(0, 1), st.sampled_from(["", "Mờ."])
)
anything = st.builds(
    Facts,
    st.lists(pages, max_size=4).map(tuple),
    st.lists(documents, max_size=6).map(tuple),
    st.none() | fields,
)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))


def verdict(*changes: Change) -> Verdict:
    return verdict_of(checklist.check(make.dossier(*changes)))


@given(st.sets(st.sampled_from(DOUBTED), min_size=1))
def test_any_used_field_in_doubt_keeps_a_dossier_from_complete(weak: set[tuple[Kind, str]]) -> None:
    assert verdict(*(make.doubts(kind, name) for kind, name in weak)) is not Verdict.COMPLETE


@given(
    st.sets(st.sampled_from(sorted(NAMES)), min_size=1),
    st.sampled_from([(LICENCE, "representative_id"), (CARD, "id_number")]),
    st.booleans(),
)
def test_a_name_in_doubt_that_no_number_proves_keeps_a_dossier_from_complete(
    weak: set[tuple[Kind, str]], number: tuple[Kind, str], is_missing: bool
) -> None:
    unproven = make.misses(*number) if is_missing else make.doubts(*number)
    assert verdict(*(make.doubts(kind, name) for kind, name in weak)) is Verdict.COMPLETE
    assert verdict(unproven, *(make.doubts(kind, name) for kind, name in weak)) is not Verdict.COMPLETE


@given(st.sets(st.sampled_from(NEEDED), min_size=1), st.booleans())
def test_any_missing_paper_keeps_a_dossier_from_complete(gone: set[Kind], has_bad_page: bool) -> None:
    changes = [make.without(*gone), *([make.unreadable_page] if has_bad_page else [])]
    assert verdict(*changes) is not Verdict.COMPLETE


@pytest.mark.parametrize("gone", [LETTER, LICENCE, CARD, INTRODUCTION], ids=str)
def test_a_missing_paper_fails_once(gone: Kind) -> None:
    found = checklist.check(make.dossier(make.without(gone)))
    assert [finding.rule.split("_")[-1] for finding in found if finding.outcome is Outcome.FAIL] == ["present"]


@pytest.mark.parametrize(
    ("kind", "found", "certain"),
    [row for row in product(NEEDED, (True, False), (True, False)) if row[1:] != (True, True)],
    ids=str,
)
def test_any_mark_missing_or_in_doubt_keeps_a_dossier_from_complete(
    kind: Kind, found: bool, certain: bool
) -> None:
    assert verdict(make.marked(kind, found, certain=certain)) is not Verdict.COMPLETE


@pytest.mark.parametrize("name", [name for name in FIELDS[CERTIFICATE] if name != "company_name"])
def test_a_needed_tax_certificate_is_held_to_the_same(name: str) -> None:
    assert verdict(*OLD_LICENCE) is Verdict.COMPLETE
    assert verdict(*OLD_LICENCE, make.doubts(CERTIFICATE, name)) is Verdict.UNSURE
    assert verdict(*OLD_LICENCE, make.misses(CERTIFICATE, name)) is Verdict.UNSURE
    assert verdict(OLD_LICENCE[0]) is Verdict.INCOMPLETE


@pytest.mark.parametrize(("kind", "name"), [place for place in USED if place not in OPTIONAL], ids=str)
def test_any_used_field_missing_keeps_a_dossier_from_complete(kind: Kind, name: str) -> None:
    assert verdict(make.misses(kind, name)) is not Verdict.COMPLETE


@given(texts, st.sampled_from(USED))
def test_another_value_is_complete_only_where_nothing_depends_on_it(value: str, place: tuple[Kind, str]) -> None:
    kind, name = place
    free = {"address", "email", "phone", "expiry", "valid_until", "bearer", "bearer_id"}
    came_out = verdict(make.reads_one(kind, name, value))
    known = {make.TAX_CODE, make.COMPANY, make.PERSON, make.NUMBER}
    may_be_complete = name in free or value.strip() in known or (not value.strip() and place in OPTIONAL)
    assert may_be_complete or came_out is not Verdict.COMPLETE


@given(anything, st.sampled_from(Channel), days)
def test_no_facts_make_a_rule_raise_and_only_certain_facts_are_complete(
    facts: Facts, channel: Channel, received_on: date
) -> None:
    found = checklist.check(Dossier(facts, channel, received_on))
    assert [finding.rule for finding in found] == [rule.__name__ for rule in checklist.RULES]
    assert all(0 <= index < len(facts.documents) for finding in found for index in finding.documents)
    if verdict_of(found) is Verdict.COMPLETE:
        assert facts.request is not None
        assert facts.request.certain


@given(anything, st.sampled_from(Channel))
def test_facts_that_are_all_in_doubt_are_never_complete(facts: Facts, channel: Channel) -> None:
    weak = tuple(
        replace(document, fields={name: replace(v, certain=False) for name, v in document.fields.items()})
        for document in facts.documents
    )
    assert (
        verdict_of(checklist.check(Dossier(replace(facts, documents=weak), channel, make.RECEIVED_ON)))
        is not Verdict.COMPLETE
    )


def test_findings_are_vietnamese_whatever_the_screens_language() -> None:
    with translation.override("en"):
        assert make.finding("licence_present", make.dossier()).why.startswith("Hồ sơ có giấy phép")
