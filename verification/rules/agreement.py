"""Rules on agreement: every paper names the same company, and the card is the representative's."""

from collections.abc import Sequence
from itertools import combinations

from django.utils.translation import gettext as _

from intake.facts import Kind
from verification import judging, names, numbers, papers
from verification.findings import Dossier, Finding
from verification.judging import Judge
from verification.names import Match
from verification.papers import Paper, Reading
from verification.rules import holders

COMPANY_KINDS = (
    Kind.BUSINESS_LICENCE,
    Kind.REQUEST_LETTER,
    Kind.TAX_CERTIFICATE,
    Kind.INTRODUCTION_LETTER,
)


def company_agrees(dossier: Dossier) -> Finding:
    """Every paper names the same company."""
    found = papers.of(dossier, *COMPANY_KINDS)
    judge = Judge("company_agrees", found, ("company_name",))
    if len(found) < 2:
        return judge.not_needed(_("Không xét vì chưa có hai giấy tờ ghi tên công ty để đối chiếu."))
    readings = papers.readings(found, "company_name")
    unlike = [
        (pair, match)
        for pair in combinations(readings, 2)
        if (match := _match(*pair)) is not Match.SAME and not _is_misread(*pair, readings)
    ]
    sure = [pair for pair, match in unlike if match is Match.DIFFERENT and pair[0].certain and pair[1].certain]
    doubts = [_unlike_text(*pair, match) for pair, match in unlike]
    unread = judging.unread([paper for paper in found if not paper.read("company_name")], _("tên công ty"))
    alone = [one for one in readings if not _is_borne_out(one, readings)]
    return judge.finds(
        [_unlike_text(*pair, Match.DIFFERENT) for pair in judging.with_first(sure, readings)],
        [*doubts, *judging.uncertain(alone, _("Tên công ty")), *unread],
        _("Tên công ty thống nhất: %(name)s.") % {"name": readings[0].value if readings else ""},
    )


def representative_agrees(dossier: Dossier) -> Finding:
    """The card is that of one representative on the licence, and so is the name under the letter."""
    licences, cards = papers.of(dossier, Kind.BUSINESS_LICENCE), papers.identities(dossier)
    letters = [paper for paper in papers.of(dossier, Kind.REQUEST_LETTER) if paper.read("representative")]
    judge = Judge("representative_agrees", (*licences, *cards, *letters), holders.FIELDS)
    for there, kind in ((licences, Kind.BUSINESS_LICENCE), (cards, Kind.IDENTITY)):
        if not there:
            return judge.not_needed(judging.absent(kind))
    people = [person for licence in licences for person in holders.on_licence(licence)]
    if not people:
        return judge.finds((), judging.unread(licences, _("họ tên người đại diện")), "")
    signers = papers.readings(letters, "representative")
    found = [
        holders.best(holders.compare_card(card, person) for card in cards for person in people),
        *(holders.best(holders.compare_signer(signer, person, cards) for person in people) for signer in signers),
    ]
    return judge.finds(
        [failure for comparison in found for failure in comparison.failures],
        [doubt for comparison in found for doubt in comparison.doubts],
        _("Người đại diện theo pháp luật thống nhất: %(name)s.") % {"name": _name(people)},
    )


def _is_borne_out(one: Reading, readings: Sequence[Reading]) -> bool:
    """Say whether another paper has the same letters: names are compared without marks, so marks are no doubt.

    So does one whose name is clearly this one misread, or this one it.
    """
    return any(
        other.paper.index != one.paper.index
        and (names.fold(other.value) == names.fold(one.value) or _is_misread(one, other, readings))
        for other in readings
    )


def _is_misread(one: Reading, other: Reading, readings: Sequence[Reading]) -> bool:
    """Say whether of two names the unsure one is the other with a slip, words lost or scraps of dirt.

    That they are one company's tells the tax code that both papers have, or a third paper with the sure name.
    """
    if one.certain and other.certain:
        return False
    is_slip = _match(one, other) is Match.CLOSE or names.may_be_one_company(one.value, other.value)
    return is_slip and (_have_one_code(one.paper, other.paper) or _has_third(one, other, readings))


def _have_one_code(one: Paper, other: Paper) -> bool:
    code, second = one.read("tax_code"), other.read("tax_code")
    if not (code and second and code.certain and second.certain):
        return False
    return numbers.compact(code.value) == numbers.compact(second.value)


def _has_third(one: Reading, other: Reading, readings: Sequence[Reading]) -> bool:
    """Say whether a third paper has the name that one of two has; the other, unsure, is that misread."""
    thirds = [third for third in readings if third.paper.index not in (one.paper.index, other.paper.index)]
    return any(
        not unsure.certain and names.fold(third.value) == names.fold(whole.value)
        for unsure, whole in ((one, other), (other, one))
        for third in thirds
    )


def _name(people: Sequence[holders.Person]) -> str:
    return ", ".join(person.name.value for person in people if person.name)


def _match(one: Reading, other: Reading) -> Match:
    return names.compare_companies(one.value, other.value)


def _unlike_text(one: Reading, other: Reading, match: Match) -> str:
    text = _("Tên công ty trong %(one)s (%(value)s) khác trong %(other)s (%(other_value)s).")
    if match is Match.CLOSE:
        text = _(
            "Tên công ty trong %(one)s (%(value)s) gần giống nhưng không trùng trong %(other)s (%(other_value)s)."
        )
    return judging.versus(text, one, other)
