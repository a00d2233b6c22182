"""The rule on who stood at the counter: the introduction letter must name that person (seed 000)."""

from django.utils.translation import gettext as _

from intake.facts import Kind
from verification import judging, names, numbers, papers
from verification.findings import Bearer, Channel, Dossier, Finding
from verification.judging import Judge
from verification.names import Match
from verification.papers import Paper


def bearer_agrees(dossier: Dossier) -> Finding:
    """The person at the counter, as the clerk noted from the card shown, is the one that the letter names."""
    letters = papers.of(dossier, Kind.INTRODUCTION_LETTER)
    judge = Judge("bearer_agrees", letters, ("bearer", "bearer_id"))
    if dossier.channel is not Channel.WALK_IN or judging.is_spared(dossier, Kind.INTRODUCTION_LETTER):
        return judge.not_needed(judging.spared(dossier, Kind.INTRODUCTION_LETTER))
    if dossier.bearer is None or not letters:
        return judge.not_needed(judging.absent(Kind.INTRODUCTION_LETTER) if not letters else _not_asked())
    if not dossier.bearer.name:
        return judge.finds([], [_("Chưa ghi người mang hồ sơ tới quầy.")], "")
    against = [_against(letter, dossier.bearer) for letter in letters]
    if any(not failures and not doubts for failures, doubts in against):
        return judge.finds([], [], _good(dossier.bearer))
    return judge.finds(
        [failure for failures, _doubts in against for failure in failures],
        [doubt for _failures, doubts in against for doubt in doubts],
        _good(dossier.bearer),
    )


def _against(letter: Paper, bearer: Bearer) -> tuple[list[str], list[str]]:
    """Return the failures and the doubts of one letter; a value that is not sure, or close, is a doubt."""
    failures: list[str] = []
    doubts: list[str] = []
    name, number = letter.read("bearer"), letter.read("bearer_id")
    if name is None:
        doubts += judging.unread([letter], _("người được giới thiệu"))
    elif (match := names.compare_persons(name.value, bearer.name)) is not Match.SAME:
        is_sure = match is Match.DIFFERENT and name.certain
        text = _("Người tới quầy (%(there)s) khác người được giới thiệu (%(letter)s).")
        (failures if is_sure else doubts).append(text % {"there": bearer.name, "letter": name.value})
    if bearer.id_number and number and numbers.compact(number.value) != numbers.compact(bearer.id_number):
        is_sure = number.certain and numbers.are_same_kind(number.value, bearer.id_number)
        text = _("Số giấy tờ của người tới quầy (%(there)s) khác số trong giấy giới thiệu (%(letter)s).")
        (failures if is_sure else doubts).append(text % {"there": bearer.id_number, "letter": number.value})
    return failures, doubts


def _good(bearer: Bearer) -> str:
    return _("Người tới quầy là người được giới thiệu: %(name)s.") % {"name": bearer.name}


def _not_asked() -> str:
    return _("Không xét vì chưa biết ai mang hồ sơ tới.")
