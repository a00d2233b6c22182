"""What the account and the counter know bears out what the machine was not sure of, and nothing else."""

from dataclasses import replace

import pytest

from tests.verification import make
from tests.verification.make import INTRODUCTION, LETTER, Change
from verification import evidence
from verification.evidence import Evidence
from verification.findings import Bearer, Dossier, Outcome, Record

PASS, UNSURE = Outcome.PASS, Outcome.UNSURE
KNOWN = Record(True, email="KeToan@MauThu.example", phone="+84 24 3800 0000")
BINH = Bearer("Trần Thị Bình", "001190012346")


def looked_up(*changes: Change, record: Record | None = KNOWN, bearer: Bearer | None = BINH) -> Dossier:
    return make.dossier(*changes, record=record, bearer=bearer)


def test_an_address_as_on_the_account_needs_nobody() -> None:
    dossier = looked_up(make.doubts(LETTER, "email"))
    assert evidence.found(dossier) == {(0, "email"): Evidence.ACCOUNT}
    assert make.finding("request_letter_contact", dossier).outcome is PASS


@pytest.mark.parametrize("email", ["ke-toan@mauthu.example", "", "ketoan@mauthu.examp1e"])
def test_an_address_that_is_not_quite_the_accounts_is_looked_at(email: str) -> None:
    dossier = looked_up(make.doubts(LETTER, "email"), record=replace(KNOWN, email=email))
    assert make.finding("request_letter_contact", dossier).outcome is UNSURE


@pytest.mark.parametrize("record", [None, Record(False, problem="Không trả lời.")], ids=["none", "silent"])
def test_without_an_account_nothing_bears_an_address_out(record: Record | None) -> None:
    dossier = looked_up(make.doubts(LETTER, "email"), record=record)
    assert make.finding("request_letter_contact", dossier).outcome is UNSURE


def test_an_address_that_came_by_mail_is_confirmed_by_a_person_whatever_it_is() -> None:
    dossier = replace(looked_up(make.doubts(LETTER, "email")), unseen=frozenset({0}))
    assert make.finding("request_letter_contact", dossier).outcome is UNSURE


def test_a_telephone_as_on_the_account_is_borne_out() -> None:
    assert evidence.found(looked_up(make.doubts(LETTER, "phone"))) == {(0, "phone"): Evidence.ACCOUNT}
    other = replace(KNOWN, phone="024 3800 0001")
    assert evidence.found(looked_up(make.doubts(LETTER, "phone"), record=other)) == {}


@pytest.mark.parametrize(
    ("read", "doubted", "outcome"),
    [
        ({}, ("bearer", "bearer_id"), PASS),
        ({"bearer": "TRẦN THỊ BÌNH"}, ("bearer",), PASS),
        ({"bearer": "Trần Thị Bìnhh"}, ("bearer",), PASS),
        ({"bearer": "Trần Thị Bìnhh"}, ("bearer", "bearer_id"), PASS),
        ({"bearer": "Trần Thị Bìnhh", "bearer_id": "001190012345"}, ("bearer", "bearer_id"), UNSURE),
        ({"bearer_id": "001190012345"}, ("bearer", "bearer_id"), UNSURE),
        ({"bearer": "Bình"}, ("bearer",), PASS),
        ({"bearer": "Bình", "bearer_id": "001190012345"}, ("bearer", "bearer_id"), UNSURE),
    ],
    ids=[
        "both",
        "capitals",
        "a slip",
        "a slip, number unsure",
        "a slip, no number",
        "another number",
        "cut",
        "cut, another number",
    ],
)
def test_the_card_shown_bears_out_whom_the_introduction_names(
    read: dict[str, str], doubted: tuple[str, ...], outcome: Outcome
) -> None:
    changes = (
        *(make.reads_one(INTRODUCTION, *one) for one in read.items()),
        *(make.doubts(INTRODUCTION, name) for name in doubted),
    )
    rules = ("introduction_valid", "bearer_agrees")
    found = [make.finding(rule, looked_up(*changes)).outcome for rule in rules]
    assert (found == [PASS, PASS]) is (outcome is PASS)
    without = make.finding("introduction_valid", looked_up(*changes, bearer=None))
    assert without.outcome is UNSURE


def test_what_the_machine_is_sure_of_stands_as_it_is() -> None:
    dossier = looked_up(make.reads(INTRODUCTION, bearer="Trần Thị Bìnhh"))
    assert evidence.borne_out(dossier) is dossier
    assert make.finding("bearer_agrees", dossier).outcome is UNSURE
