"""Every rule passes, fails, doubts and stands aside where it should."""

from dataclasses import replace
from datetime import date

import pytest

from intake.facts import FOREVER, Source
from tests.verification import make
from tests.verification.make import CARD, CERTIFICATE, INTRODUCTION, LETTER, LICENCE, Change
from verification import checklist, remedies
from verification.findings import Bearer, Channel, NewCertificate, Outcome, Policy, Record, Verdict, verdict_of
from verification.rules import account, bearer, certificate

PASS, FAIL, UNSURE, NOT_NEEDED = Outcome.PASS, Outcome.FAIL, Outcome.UNSURE, Outcome.NOT_NEEDED
OTHER_CODE = "0100000028"
WRONG_CODE = "0100000011"
NO_CODE = make.misses(LICENCE, "tax_code")
WITH_CERTIFICATE = make.adds(make.paper(CERTIFICATE))
BEARERS_CARD = make.adds(
    replace(make.paper(CARD, full_name="Trần Thị Bình", id_number="001190012346"), certified=make.mark(False))
)

Row = tuple[str, list[Change], Outcome]


TABLE: dict[str, Row] = {
    "letter there": ("request_letter_present", [], PASS),
    "letter absent": ("request_letter_present", [make.without(LETTER)], FAIL),
    "letter maybe unreadable": ("request_letter_present", [make.without(LETTER), make.unreadable_page], UNSURE),
    "letter maybe another paper": ("request_letter_present", [make.doubtful_kinds], UNSURE),
    "letter asks for nothing known": ("request_letter_present", [make.asks(None)], UNSURE),
    "letter's request unclear": ("request_letter_present", [make.asks("rebind_lost", certain=False)], UNSURE),
    "letter's request strange": ("request_letter_present", [make.asks("xyz")], UNSURE),
    "letter sealed": ("request_letter_sealed", [], PASS),
    "letter not sealed": ("request_letter_sealed", [make.marked(LETTER)], FAIL),
    "letter maybe sealed": ("request_letter_sealed", [make.marked(LETTER, True, certain=False)], UNSURE),
    "letter maybe not sealed": ("request_letter_sealed", [make.marked(LETTER, certain=False)], UNSURE),
    "letter's seal not looked for": ("request_letter_sealed", [make.unmarked(LETTER)], UNSURE),
    "no letter, no seal": ("request_letter_sealed", [make.without(LETTER)], NOT_NEEDED),
    "contact whole": ("request_letter_contact", [], PASS),
    "two telephones": ("request_letter_contact", [make.reads(LETTER, phone="024 3800 0000; 0900000000")], PASS),
    "no e-mail": ("request_letter_contact", [make.misses(LETTER, "email")], FAIL),
    "blank e-mail": ("request_letter_contact", [make.reads(LETTER, email=" ")], FAIL),
    "no address": ("request_letter_contact", [make.misses(LETTER, "address")], FAIL),
    "no telephone": ("request_letter_contact", [make.misses(LETTER, "phone")], FAIL),
    "e-mail malformed": ("request_letter_contact", [make.reads(LETTER, email="a@b@c")], FAIL),
    "e-mail unclear": ("request_letter_contact", [make.doubts(LETTER, "email")], UNSURE),
    "e-mail malformed, unclear": (
        "request_letter_contact",
        [make.reads(LETTER, certain=False, email="a@b@c")],
        UNSURE,
    ),
    "telephone malformed": ("request_letter_contact", [make.reads(LETTER, phone="12")], UNSURE),
    "no e-mail on a bad page": ("request_letter_contact", [make.misses(LETTER, "email"), make.poor_pages], UNSURE),
    "two letters, two e-mails": (
        "request_letter_contact",
        [make.adds(make.paper(LETTER, email="khac@mauthu.example"))],
        UNSURE,
    ),
    "no letter, no contact": ("request_letter_contact", [make.without(LETTER)], NOT_NEEDED),
    "licence there": ("licence_present", [], PASS),
    "licence absent": ("licence_present", [make.without(LICENCE)], FAIL),
    "licence maybe unreadable": ("licence_present", [make.without(LICENCE), make.unreadable_page], UNSURE),
    "licence certified": ("licence_certified", [], PASS),
    "licence not certified": ("licence_certified", [make.marked(LICENCE)], FAIL),
    "licence maybe certified": ("licence_certified", [make.marked(LICENCE, True, certain=False)], UNSURE),
    "one of two licences certified": (
        "licence_certified",
        [make.marked(LICENCE), make.adds(make.paper(LICENCE))],
        UNSURE,
    ),
    "no licence, no certification": ("licence_certified", [make.without(LICENCE)], NOT_NEEDED),
    "tax code on licence": ("tax_certificate_present", [], NOT_NEEDED),
    "tax certificate there": ("tax_certificate_present", [NO_CODE, WITH_CERTIFICATE], PASS),
    "tax certificate absent": ("tax_certificate_present", [NO_CODE], FAIL),
    "tax certificate maybe unreadable": ("tax_certificate_present", [NO_CODE, make.unreadable_page], UNSURE),
    "tax code on licence unclear": ("tax_certificate_present", [make.doubts(LICENCE, "tax_code")], UNSURE),
    "licence badly read": ("tax_certificate_present", [NO_CODE, make.poor_pages], UNSURE),
    "no licence, no tax certificate": ("tax_certificate_present", [make.without(LICENCE)], NOT_NEEDED),
    "tax certificate not needed": ("tax_certificate_certified", [WITH_CERTIFICATE], NOT_NEEDED),
    "tax certificate certified": ("tax_certificate_certified", [NO_CODE, WITH_CERTIFICATE], PASS),
    "tax certificate not certified": (
        "tax_certificate_certified",
        [NO_CODE, WITH_CERTIFICATE, make.marked(CERTIFICATE)],
        FAIL,
    ),
    "tax certificate maybe certified": (
        "tax_certificate_certified",
        [NO_CODE, WITH_CERTIFICATE, make.marked(CERTIFICATE, certain=False)],
        UNSURE,
    ),
    "tax certificate maybe needed": (
        "tax_certificate_certified",
        [make.doubts(LICENCE, "tax_code"), WITH_CERTIFICATE, make.marked(CERTIFICATE)],
        UNSURE,
    ),
    "no tax certificate, no certification": ("tax_certificate_certified", [NO_CODE], NOT_NEEDED),
    "card there": ("identity_present", [], PASS),
    "card absent": ("identity_present", [make.without(CARD)], FAIL),
    "card maybe unreadable": ("identity_present", [make.without(CARD), make.unreadable_page], UNSURE),
    "card certified": ("identity_certified", [], PASS),
    "card not certified": ("identity_certified", [make.marked(CARD)], FAIL),
    "card maybe certified": ("identity_certified", [make.marked(CARD, True, certain=False)], UNSURE),
    "bearer's card not certified": ("identity_certified", [BEARERS_CARD], PASS),
    "bearer's card not certified, representative not read": (
        "identity_certified",
        [BEARERS_CARD, make.misses(LICENCE, "representative", "representative_id")],
        PASS,
    ),
    "bearer's card alone": ("identity_certified", [make.without(CARD), BEARERS_CARD], FAIL),
    "no card, no certification": ("identity_certified", [make.without(CARD)], NOT_NEEDED),
    "card valid": ("identity_valid", [], PASS),
    "card valid for ever": ("identity_valid", [make.reads(CARD, expiry=FOREVER)], PASS),
    "card valid on its last day": ("identity_valid", [make.reads(CARD, expiry="2026-11-23")], PASS),
    "passport valid": ("identity_valid", [make.reads(CARD, id_number="C1234567")], PASS),
    "passport of 9 digits": ("identity_valid", [make.reads(CARD, source=Source.MRZ, id_number="123456789")], PASS),
    "card expired": ("identity_valid", [make.reads(CARD, expiry="2026-11-22")], FAIL),
    "card maybe expired": ("identity_valid", [make.reads(CARD, certain=False, expiry="2026-11-22")], UNSURE),
    "old CMND": ("identity_valid", [make.reads(CARD, id_number="012345678")], FAIL),
    "old CMND without expiry": (
        "identity_valid",
        [make.reads(CARD, id_number="012345678"), make.misses(CARD, "expiry")],
        FAIL,
    ),
    "maybe old CMND": ("identity_valid", [make.reads(CARD, certain=False, id_number="012345678")], UNSURE),
    "no expiry read": ("identity_valid", [make.misses(CARD, "expiry")], UNSURE),
    "expiry unclear": ("identity_valid", [make.doubts(CARD, "expiry")], UNSURE),
    "expiry no date": ("identity_valid", [make.reads(CARD, expiry="32/13/2030")], UNSURE),
    "no number read": ("identity_valid", [make.misses(CARD, "id_number")], UNSURE),
    "number unclear": ("identity_valid", [make.doubts(CARD, "id_number")], UNSURE),
    "number of no form": ("identity_valid", [make.reads(CARD, id_number="12?")], UNSURE),
    "number of an unborn": ("identity_valid", [make.reads(CARD, id_number="001380012345")], UNSURE),
    "number of a strange place": ("identity_valid", [make.reads(CARD, id_number="999080012345")], UNSURE),
    "number against birth": ("identity_valid", [make.reads(CARD, date_of_birth="1981-01-01")], UNSURE),
    "old and new card": ("identity_valid", [make.adds(make.paper(CARD, expiry="2020-01-01"))], UNSURE),
    "no card, no validity": ("identity_valid", [make.without(CARD)], NOT_NEEDED),
    "introduction there": ("introduction_present", [], PASS),
    "introduction absent": ("introduction_present", [make.without(INTRODUCTION)], FAIL),
    "introduction maybe unreadable": (
        "introduction_present",
        [make.without(INTRODUCTION), make.unreadable_page],
        UNSURE,
    ),
    "introduction good": ("introduction_valid", [], PASS),
    "introduction good to the day": (
        "introduction_valid",
        [make.reads(INTRODUCTION, valid_until="2026-11-23")],
        PASS,
    ),
    "introduction over": ("introduction_valid", [make.reads(INTRODUCTION, valid_until="2026-11-22")], FAIL),
    "introduction of nobody": ("introduction_valid", [make.misses(INTRODUCTION, "bearer")], FAIL),
    "introduction not sealed": ("introduction_valid", [make.marked(INTRODUCTION)], FAIL),
    "introduction maybe sealed": ("introduction_valid", [make.marked(INTRODUCTION, certain=False)], UNSURE),
    "introduction maybe over": (
        "introduction_valid",
        [make.reads(INTRODUCTION, certain=False, valid_until="2026-11-22")],
        UNSURE,
    ),
    "introduction without end": ("introduction_valid", [make.misses(INTRODUCTION, "valid_until")], UNSURE),
    "introduction's end no date": ("introduction_valid", [make.reads(INTRODUCTION, valid_until="mai")], UNSURE),
    "introduction without number": ("introduction_valid", [make.misses(INTRODUCTION, "bearer_id")], UNSURE),
    "bearer unclear": ("introduction_valid", [make.doubts(INTRODUCTION, "bearer")], UNSURE),
    "no introduction, no validity": ("introduction_valid", [make.without(INTRODUCTION)], NOT_NEEDED),
    "tax code good": ("tax_code_valid", [], PASS),
    "tax code of a branch": ("tax_code_valid", [make.reads(LETTER, tax_code="0100000010-001")], PASS),
    "tax code of a household": ("tax_code_valid", [make.reads(LETTER, tax_code=make.NUMBER)], PASS),
    "tax code's check digit wrong": ("tax_code_valid", [make.reads(LETTER, tax_code=WRONG_CODE)], FAIL),
    "tax code too short": ("tax_code_valid", [make.reads(LETTER, tax_code="01000")], FAIL),
    "tax code is text": ("tax_code_valid", [make.reads(LETTER, tax_code="không có")], FAIL),
    "tax code wrong on two papers": (
        "tax_code_valid",
        [
            make.reads(LETTER, certain=False, tax_code=WRONG_CODE),
            make.reads(LICENCE, certain=False, tax_code=WRONG_CODE),
        ],
        FAIL,
    ),
    "tax code maybe wrong": ("tax_code_valid", [make.reads(LETTER, certain=False, tax_code=WRONG_CODE)], UNSURE),
    "tax code unclear": ("tax_code_valid", [make.doubts(LETTER, "tax_code")], UNSURE),
    "tax code of a strange place": ("tax_code_valid", [make.reads(LETTER, tax_code="999080012345")], UNSURE),
    "tax code nowhere": ("tax_code_valid", [NO_CODE, make.misses(LETTER, "tax_code")], UNSURE),
    "no paper with a tax code": ("tax_code_valid", [make.without(LETTER, LICENCE)], NOT_NEEDED),
    "tax codes agree": ("tax_code_agrees", [], PASS),
    "tax codes agree without hyphen": (
        "tax_code_agrees",
        [make.reads(LETTER, tax_code="0100000010001"), make.reads(LICENCE, tax_code="0100000010-001")],
        PASS,
    ),
    "tax codes agree on the certificate": ("tax_code_agrees", [NO_CODE, WITH_CERTIFICATE], PASS),
    "tax codes differ": ("tax_code_agrees", [make.reads(LETTER, tax_code=OTHER_CODE)], FAIL),
    "tax codes of parent and branch": ("tax_code_agrees", [make.reads(LETTER, tax_code="0100000010-001")], FAIL),
    "tax code differs on the certificate": (
        "tax_code_agrees",
        [NO_CODE, WITH_CERTIFICATE, make.reads(CERTIFICATE, tax_code=OTHER_CODE)],
        FAIL,
    ),
    "tax codes maybe differ": (
        "tax_code_agrees",
        [make.reads(LETTER, certain=False, tax_code=OTHER_CODE)],
        UNSURE,
    ),
    "tax codes agree unclearly": ("tax_code_agrees", [make.doubts(LETTER, "tax_code")], UNSURE),
    "no tax code in the letter": ("tax_code_agrees", [make.misses(LETTER, "tax_code")], UNSURE),
    "no tax code on the certificate": (
        "tax_code_agrees",
        [NO_CODE, WITH_CERTIFICATE, make.misses(CERTIFICATE, "tax_code")],
        UNSURE,
    ),
    "one tax code alone": ("tax_code_agrees", [make.without(LICENCE)], NOT_NEEDED),
    "companies agree": ("company_agrees", [], PASS),
    "companies abbreviate": (
        "company_agrees",
        [make.reads(LICENCE, company_name="Công ty Trách nhiệm hữu hạn TM Mẫu Thử")],
        PASS,
    ),
    "companies differ": ("company_agrees", [make.reads(LETTER, company_name="CÔNG TY TNHH KHÁC HẲN")], FAIL),
    "company differs at the counter": (
        "company_agrees",
        [make.reads(INTRODUCTION, company_name="CÔNG TY CỔ PHẦN BÊN NGOÀI")],
        FAIL,
    ),
    "companies maybe differ": (
        "company_agrees",
        [make.reads(LETTER, certain=False, company_name="CÔNG TY TNHH KHÁC HẲN")],
        UNSURE,
    ),
    "companies close": (
        "company_agrees",
        [make.reads(LETTER, company_name="CÔNG TY TNHH THƯƠNG MẠI MẪU THỨC")],
        UNSURE,
    ),
    "company unclear, borne out": ("company_agrees", [make.doubts(LICENCE, "company_name")], PASS),
    "company unclear": (
        "company_agrees",
        [
            make.reads(LICENCE, certain=False, company_name="CÔNG TY TNHH THƯƠNG MẠI MẪU THỨC"),
            make.doubts(LICENCE, "tax_code"),
            make.without(INTRODUCTION),
        ],
        UNSURE,
    ),
    "company not read": ("company_agrees", [make.misses(LETTER, "company_name")], UNSURE),
    "one company alone": ("company_agrees", [make.without(LICENCE, INTRODUCTION)], NOT_NEEDED),
    "representative agrees": ("representative_agrees", [], PASS),
    "representative in capitals": (
        "representative_agrees",
        [make.reads(CARD, source=Source.MRZ, full_name="NGUYEN VAN AN")],
        PASS,
    ),
    "no number on the licence": ("representative_agrees", [make.misses(LICENCE, "representative_id")], PASS),
    "no name under the letter": ("representative_agrees", [make.misses(LETTER, "representative")], PASS),
    "second representative": (
        "representative_agrees",
        [
            make.reads(
                LICENCE,
                representative="Lê Văn Khác",
                representative_id="001070012349",
                representative_2=make.PERSON,
                representative_id_2=make.NUMBER,
            )
        ],
        PASS,
    ),
    "bearer's card beside": ("representative_agrees", [BEARERS_CARD], PASS),
    "representative differs": ("representative_agrees", [make.reads(CARD, full_name="Phạm Thị Khác")], FAIL),
    "representative and number differ": (
        "representative_agrees",
        [make.reads(CARD, full_name="Phạm Thị Khác", id_number="001180012347")],
        FAIL,
    ),
    "number differs": ("representative_agrees", [make.reads(CARD, id_number="001080099999")], FAIL),
    "signer differs": ("representative_agrees", [make.reads(LETTER, representative="Phạm Thị Khác")], FAIL),
    "signer maybe differs": (
        "representative_agrees",
        [make.reads(LETTER, certain=False, representative="Phạm Thị Khác")],
        UNSURE,
    ),
    "representative maybe differs": (
        "representative_agrees",
        [make.reads(CARD, certain=False, full_name="Phạm Thị Khác", id_number="001180012347")],
        UNSURE,
    ),
    "representative close": ("representative_agrees", [make.reads(CARD, full_name="Nguyễn Văn Anh")], UNSURE),
    "representative unclear": (
        "representative_agrees",
        [make.doubts(LICENCE, "representative"), make.misses(LICENCE, "representative_id")],
        UNSURE,
    ),
    "numbers of two kinds": (
        "representative_agrees",
        [make.reads(LICENCE, representative_id="012345678")],
        UNSURE,
    ),
    "no representative read": (
        "representative_agrees",
        [make.misses(LICENCE, "representative", "representative_id")],
        UNSURE,
    ),
    "no name on the card": ("representative_agrees", [make.misses(CARD, "full_name")], UNSURE),
    "no card to compare": ("representative_agrees", [make.without(CARD)], NOT_NEEDED),
    "no licence to compare": ("representative_agrees", [make.without(LICENCE)], NOT_NEEDED),
}


@pytest.mark.parametrize(("rule", "changes", "outcome"), TABLE.values(), ids=TABLE.keys())
def test_a_rule_comes_out(rule: str, changes: list[Change], outcome: Outcome) -> None:
    found = make.finding(rule, make.dossier(*changes))
    assert found.outcome is outcome, found.why
    assert found.why[0].isupper()
    assert found.why.endswith(".")
    assert "%" not in found.why


def test_a_complete_dossier_is_complete_at_the_counter_and_by_post() -> None:
    for channel in Channel:
        assert verdict_of(checklist.check(make.dossier(channel=channel))) is Verdict.COMPLETE


def test_every_rule_has_a_finding_in_order_a_title_and_a_remedy() -> None:
    codes = [rule.__name__ for rule in checklist.RULES]
    assert [found.rule for found in checklist.check(make.dossier())] == codes
    assert list(checklist.TITLES) == codes
    assert all(str(checklist.TITLES[code]) and remedies.remedy(code).startswith("Đề nghị ") for code in codes)


OF_CIRCUMSTANCES = {account.__name__, bearer.__name__, certificate.__name__}
"""Rules that look at more than papers have tables of their own."""


def test_every_rule_is_seen_in_every_outcome() -> None:
    seen = {(rule, outcome) for rule, _changes, outcome in TABLE.values()}
    rules = [rule.__name__ for rule in checklist.RULES if rule.__module__ not in OF_CIRCUMSTANCES]
    wanted = {(rule, outcome) for rule in rules for outcome in (PASS, FAIL, UNSURE)}
    assert wanted <= seen


KNOWN = Record(True, "ketoan@mauthu.example", "0243 800 0000")
RECORDS: dict[str, tuple[str, Record | None, Outcome]] = {
    "account there": ("account_known", KNOWN, PASS),
    "no account": ("account_known", Record(False), UNSURE),
    "gateway silent": ("account_known", Record(False, problem="máy chủ không trả lời."), UNSURE),
    "account not looked up": ("account_known", None, NOT_NEEDED),
    "contact the same": ("contact_on_record", KNOWN, PASS),
    "e-mail differs": ("contact_on_record", replace(KNOWN, email="khac@mauthu.example"), UNSURE),
    "telephone differs": ("contact_on_record", replace(KNOWN, phone="0988 000 111"), UNSURE),
    "nothing on record": ("contact_on_record", replace(KNOWN, email="", phone=""), UNSURE),
    "capitals in the e-mail": ("contact_on_record", replace(KNOWN, email="KeToan@MauThu.example"), PASS),
    "telephone with the country's code": ("contact_on_record", replace(KNOWN, phone="+84 24 3800 0000"), PASS),
    "no account to compare with": ("contact_on_record", Record(False), NOT_NEEDED),
    "first request": ("request_once", KNOWN, PASS),
    "second request": ("request_once", replace(KNOWN, recent=("G12-1",)), UNSURE),
    "own address": ("address_own", KNOWN, PASS),
    "shared address": ("address_own", replace(KNOWN, sharing=("CÔNG TY KHÁC (G12-2)",)), UNSURE),
    "address not looked up": ("address_own", None, NOT_NEEDED),
}


@pytest.mark.parametrize("case", RECORDS)
def test_what_is_on_record_is_a_warning_for_two(case: str) -> None:
    rule, record, outcome = RECORDS[case]
    found = make.finding(rule, make.dossier(record=record))
    assert found.outcome is outcome
    is_warning = outcome is UNSURE and case != "gateway silent"
    assert found.persons == (2 if is_warning else 1)


BINH = Bearer("Trần Thị Bình", "001190012346")
AT_THE_COUNTER: dict[str, tuple[Bearer | None, list[Change], Outcome]] = {
    "named in the letter": (BINH, [], PASS),
    "without a number": (replace(BINH, id_number=""), [], PASS),
    "without marks": (replace(BINH, name="TRAN THI BINH"), [], PASS),
    "somebody else": (Bearer("Lê Văn Cường"), [], FAIL),
    "another number": (replace(BINH, id_number="001190099999"), [], FAIL),
    "a number of another kind": (replace(BINH, id_number="012345678"), [], UNSURE),
    "another number, read unsurely": (
        replace(BINH, id_number="001190099999"), [make.doubts(INTRODUCTION, "bearer_id")], UNSURE
    ),
    "a name as good as the same": (replace(BINH, name="Trần Thị Bìnhh"), [], UNSURE),
    "somebody else, read unsurely": (Bearer("Lê Văn Cường"), [make.doubts(INTRODUCTION, "bearer")], UNSURE),
    "the letter names nobody": (BINH, [make.misses(INTRODUCTION, "bearer")], UNSURE),
    "not noted yet": (Bearer(), [], UNSURE),
    "nobody knows": (None, [], NOT_NEEDED),
    "no letter": (BINH, [make.without(INTRODUCTION)], NOT_NEEDED),
}  # fmt: skip


@pytest.mark.parametrize("case", AT_THE_COUNTER)
def test_who_stands_at_the_counter(case: str) -> None:
    somebody, changes, outcome = AT_THE_COUNTER[case]
    found = make.finding("bearer_agrees", make.dossier(*changes, bearer=somebody))
    assert found.outcome is outcome, found.why


def test_by_post_nobody_stands_at_the_counter() -> None:
    dossier = make.dossier(channel=Channel.POST, bearer=Bearer())
    assert make.finding("bearer_agrees", dossier).outcome is NOT_NEEDED


@pytest.mark.parametrize("rule", ["introduction_present", "introduction_valid"])
def test_by_post_no_introduction_is_needed(rule: str) -> None:
    dossier = make.dossier(make.without(INTRODUCTION), channel=Channel.POST)
    assert make.finding(rule, dossier).outcome is NOT_NEEDED


@pytest.mark.parametrize(
    ("received_on", "ended_on", "outcome"),
    [
        (date(2024, 12, 31), date(2024, 12, 31), PASS),
        (date(2025, 1, 1), date(2024, 12, 31), FAIL),
        (date(2025, 1, 1), date(2025, 6, 30), PASS),
    ],
    ids=["on the last day", "the day after", "the last day moved"],
)
def test_a_cmnd_ends_on_the_policys_day(received_on: date, ended_on: date, outcome: Outcome) -> None:
    cmnd = make.reads(CARD, id_number="012345678")
    dossier = make.dossier(cmnd, received_on=received_on, policy=Policy(cmnd_ended_on=ended_on))
    assert make.finding("identity_valid", dossier).outcome is outcome


def test_a_failure_names_the_values() -> None:
    found = make.finding("tax_code_agrees", make.dossier(make.reads(LETTER, tax_code=OTHER_CODE)))
    assert found.why == ("Mã số thuế trong giấy phép (0100000010) khác trong công văn (0100000028).")
    assert (found.documents, found.fields) == ((0, 1), ("tax_code",))


def test_a_doubt_names_every_value_in_doubt() -> None:
    scrap = make.reads(LETTER, address="Căn A2-1")
    found = make.finding("request_letter_contact", make.dossier(scrap, make.doubts(LETTER, "email", "address")))
    assert "ketoan@mauthu.example" in found.why
    assert "Căn A2-1" in found.why


def test_a_letter_misread_in_the_seat_is_no_doubt_and_a_scrap_of_it_is() -> None:
    doubtful = make.dossier(make.doubts(LETTER, "address"))
    assert make.finding("request_letter_contact", doubtful).outcome is Outcome.PASS
    scrap = make.dossier(make.reads(LETTER, address="Căn A2-1"), make.doubts(LETTER, "address"))
    assert make.finding("request_letter_contact", scrap).outcome is Outcome.UNSURE


@pytest.mark.parametrize(
    ("phone", "outcome"),
    [("0912345678", PASS), ("024 3800 0000; 0912345678", PASS), ("09l2345678", UNSURE), ("1234", UNSURE)],
)
def test_a_telephone_in_doubt_is_the_accounts_business_unless_it_is_none(phone: str, outcome: Outcome) -> None:
    doubtful = make.dossier(make.reads(LETTER, phone=phone), make.doubts(LETTER, "phone"))
    assert make.finding("request_letter_contact", doubtful).outcome is outcome
    known = replace(doubtful, record=KNOWN)
    is_on_record = "3800" in phone
    assert make.finding("contact_on_record", known).outcome is (PASS if is_on_record else UNSURE)


REBIND, BAD, DOUBTFUL = (
    make.asks("rebind_lost"),
    NewCertificate(("Đã hết hạn.",)),
    NewCertificate((), ("Chưa rõ.",)),
)
CERTIFICATES: dict[str, tuple[Change, NewCertificate | None, Outcome]] = {
    "certificate good": (REBIND, NewCertificate(), PASS),
    "certificate bad": (REBIND, BAD, FAIL),
    "certificate doubtful": (REBIND, DOUBTFUL, UNSURE),
    "certificate bad and doubtful": (REBIND, replace(BAD, doubts=("Chưa rõ.",)), FAIL),
    "renewed, not lost": (make.asks("rebind_renewed"), BAD, FAIL),
    "request not sure": (make.asks("rebind_lost", certain=False), BAD, FAIL),
    "no certificate yet": (REBIND, None, NOT_NEEDED),
    "a password is asked for": (make.asks("reset_password"), BAD, NOT_NEEDED),
    "request not known": (make.asks(None), BAD, NOT_NEEDED),
}


@pytest.mark.parametrize(("asks", "new", "outcome"), CERTIFICATES.values(), ids=CERTIFICATES)
def test_the_new_certificate(asks: Change, new: NewCertificate | None, outcome: Outcome) -> None:
    found = make.finding("certificate_acceptable", replace(make.dossier(asks), certificate=new))
    assert found.outcome is outcome
    assert found.why[0].isupper()
