"""Which papers a request needs: by default, and as an administrator has made it from a day on."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casedesk import checking
from intake.facts import Kind, Request
from tests import make as cases
from tests.verification import make
from verification.findings import Channel, Outcome, Policy
from verification.models import ChecklistPolicy, RequiredPaper
from verification.requirements import DEFAULTS, Line, Need, Requirement, required

PASS, FAIL, NOT_NEEDED = Outcome.PASS, Outcome.FAIL, Outcome.NOT_NEEDED
NEVER, ALWAYS = Requirement(Need.NEVER), Requirement(Need.ALWAYS, certified=True)
CARD, LICENCE, TAX, INTRODUCTION = (
    Kind.IDENTITY,
    Kind.BUSINESS_LICENCE,
    Kind.TAX_CERTIFICATE,
    Kind.INTRODUCTION_LETTER,
)
NO_CARD = Line(CARD, NEVER)
NO_TAX = Line(TAX, NEVER)
PLAIN_CARD = Line(CARD, Requirement(Need.ALWAYS))
NO_CARD_FOR_PASSWORDS = Line(CARD, NEVER, Request.RESET_PASSWORD)
NO_CARD_BY_POST = Line(CARD, NEVER, channel=Channel.POST)


@pytest.mark.parametrize(
    ("lines", "kind", "request_kind", "channel", "need"),
    [
        ([], CARD, Request.REBIND_LOST, Channel.POST, Need.ALWAYS),
        ([], TAX, Request.REBIND_LOST, Channel.POST, Need.WITHOUT_TAX_CODE),
        ([], INTRODUCTION, Request.REBIND_LOST, Channel.POST, Need.NEVER),
        ([], INTRODUCTION, Request.REBIND_LOST, Channel.WALK_IN, Need.ALWAYS),
        ([NO_CARD], CARD, Request.REBIND_LOST, Channel.POST, Need.NEVER),
        ([NO_CARD_FOR_PASSWORDS], CARD, Request.RESET_PASSWORD, Channel.POST, Need.NEVER),
        ([NO_CARD_FOR_PASSWORDS], CARD, Request.REBIND_LOST, Channel.POST, Need.ALWAYS),
        ([NO_CARD_FOR_PASSWORDS], CARD, None, Channel.POST, Need.ALWAYS),
        ([NO_CARD], CARD, None, Channel.POST, Need.NEVER),
        ([NO_CARD_BY_POST], CARD, Request.REBIND_LOST, Channel.WALK_IN, Need.ALWAYS),
        ([NO_CARD, Line(CARD, ALWAYS, Request.REBIND_LOST)], CARD, Request.REBIND_LOST, Channel.POST, Need.ALWAYS),
        ([Line(CARD, ALWAYS, Request.REBIND_LOST), NO_CARD], CARD, Request.REBIND_LOST, Channel.POST, Need.ALWAYS),
        (
            [NO_CARD_BY_POST, Line(CARD, ALWAYS, Request.REBIND_LOST)],
            CARD,
            Request.REBIND_LOST,
            Channel.POST,
            Need.ALWAYS,
        ),
    ],
)
def test_the_most_special_line_counts(
    lines: list[Line], kind: Kind, request_kind: Request | None, channel: Channel, need: Need
) -> None:
    assert required(lines, kind, request_kind, channel).need is need


def test_the_strictest_copy_counts_where_the_request_is_not_known() -> None:
    lines = [Line(CARD, Requirement(Need.ALWAYS), Request.RESET_PASSWORD)]
    assert required(lines, CARD, None, Channel.POST).certified
    assert not required(lines, CARD, Request.RESET_PASSWORD, Channel.POST).certified


@pytest.mark.parametrize(
    ("lines", "rule", "changes", "channel", "outcome"),
    [
        ([], "identity_present", [make.without(CARD)], Channel.POST, FAIL),
        ([NO_CARD], "identity_present", [make.without(CARD)], Channel.POST, NOT_NEEDED),
        ([NO_CARD], "identity_certified", [make.marked(CARD, found=False)], Channel.POST, NOT_NEEDED),
        (
            [Line(CARD, Requirement(Need.ALWAYS))],
            "identity_certified",
            [make.marked(CARD)],
            Channel.POST,
            NOT_NEEDED,
        ),
        ([Line(LICENCE, NEVER)], "licence_present", [make.without(LICENCE)], Channel.POST, NOT_NEEDED),
        ([Line(TAX, ALWAYS)], "tax_certificate_present", [], Channel.POST, FAIL),
        (
            [Line(TAX, NEVER)],
            "tax_certificate_present",
            [make.misses(LICENCE, "tax_code")],
            Channel.POST,
            NOT_NEEDED,
        ),
        ([NO_TAX], "tax_certificate_certified", [], Channel.POST, NOT_NEEDED),
        ([Line(INTRODUCTION, NEVER)], "introduction_present", [], Channel.WALK_IN, NOT_NEEDED),
        ([Line(INTRODUCTION, NEVER)], "introduction_valid", [], Channel.WALK_IN, NOT_NEEDED),
        ([Line(INTRODUCTION, ALWAYS)], "introduction_present", [make.without(INTRODUCTION)], Channel.POST, FAIL),
        ([NO_CARD], "representative_agrees", [make.reads(CARD, full_name="LÊ KHÁC HẲN")], Channel.POST, FAIL),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_rules_ask_the_policy(
    lines: list[Line], rule: str, changes: list[make.Change], channel: Channel, outcome: Outcome
) -> None:
    dossier = make.dossier(*changes, channel=channel, policy=Policy(papers=tuple(lines)))
    assert make.finding(rule, dossier).outcome is outcome


def test_a_request_that_is_not_sure_counts_as_not_known() -> None:
    sure = make.dossier(channel=Channel.POST, policy=Policy(papers=(NO_CARD_FOR_PASSWORDS,)))
    unsure = replace(sure, facts=replace(sure.facts, request=make.field(Request.RESET_PASSWORD, certain=False)))
    assert sure.requires(CARD).need is Need.NEVER
    assert unsure.requires(CARD).need is Need.ALWAYS


def policy(day: date, **paper: object) -> ChecklistPolicy:
    made = ChecklistPolicy.objects.create(effective_from=day, cmnd_ended_on=date(2024, 12, 31))
    RequiredPaper.objects.create(policy=made, **({"kind": CARD, "need": Need.NEVER} | paper))
    return made


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arrived_on", "outcome"), [(date(2026, 11, 22), FAIL), (date(2026, 11, 23), NOT_NEEDED)], ids=["before", "on"]
)
def test_a_dossier_is_judged_by_the_rules_of_its_day(arrived_on: date, outcome: Outcome) -> None:
    policy(date(2026, 11, 23))
    case = cases.case(reading=cases.facts(without=(CARD,)), arrived_on=arrived_on)
    checking.run(case, cases.NOW)
    assert case.findings.get(rule="identity_present").outcome == outcome
    checking.run(case, cases.NOW.replace(year=2027))
    assert case.findings.get(rule="identity_present").outcome == outcome


@pytest.mark.django_db
def test_a_row_says_what_the_rules_take() -> None:
    made = policy(date(2026, 1, 1), request=Request.RESET_PASSWORD, channel=Channel.POST, certified=False)
    line = Line(CARD, Requirement(Need.NEVER), Request.RESET_PASSWORD, Channel.POST)
    assert made.as_policy().papers == (line,)
    assert ChecklistPolicy.on(date(2025, 12, 31)).papers == ()


@pytest.mark.django_db
def test_only_a_tax_certificate_depends_on_the_code() -> None:
    made = policy(date(2026, 1, 1))
    with pytest.raises(ValidationError, match="đăng ký thuế"):
        RequiredPaper(policy=made, kind=LICENCE, need=Need.WITHOUT_TAX_CODE).full_clean()
    RequiredPaper(policy=made, kind=TAX, need=Need.WITHOUT_TAX_CODE).full_clean()


@pytest.mark.django_db
def test_one_line_a_paper_request_and_channel() -> None:
    made = policy(date(2026, 1, 1))
    with pytest.raises(ValidationError, match="Mỗi giấy tờ chỉ một dòng"):
        RequiredPaper(policy=made, kind=CARD, need=Need.ALWAYS).full_clean()


def test_the_defaults_name_every_paper() -> None:
    assert {line.kind for line in DEFAULTS} == {CARD, LICENCE, TAX, INTRODUCTION}
