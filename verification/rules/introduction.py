"""Rules on the introduction letter of whoever brings a dossier to the counter."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from intake.facts import Kind
from verification import judging, papers
from verification.findings import Dossier, Finding
from verification.judging import Judge
from verification.papers import Paper, Reading


def introduction_present(dossier: Dossier) -> Finding:
    """The bearer of a dossier brought to the counter has an introduction letter (seed 000)."""
    return judging.presence("introduction_present", dossier, Kind.INTRODUCTION_LETTER)


def introduction_valid(dossier: Dossier) -> Finding:
    """The introduction letter names its bearer, is sealed, and had not run out on the day."""
    letters = papers.of(dossier, Kind.INTRODUCTION_LETTER)
    judge = Judge("introduction_valid", letters, ("bearer", "bearer_id", "valid_until"))
    if judging.is_spared(dossier, Kind.INTRODUCTION_LETTER):
        return judge.not_needed(judging.spared(dossier, Kind.INTRODUCTION_LETTER))
    if not letters:
        return judge.not_needed(judging.absent(Kind.INTRODUCTION_LETTER))
    return judge.finds(_failures(dossier, letters), _doubts(dossier, letters), _good(letters))


def _failures(dossier: Dossier, letters: Sequence[Paper]) -> list[str]:
    nameless = [
        _("%(paper)s không ghi người được giới thiệu.") % {"paper": letter.name}
        for letter in letters
        if not letter.read("bearer") and not papers.is_poorly_read(dossier, letter)
    ]
    unsealed = [
        _("%(paper)s chưa đóng dấu của công ty.") % {"paper": letter.name}
        for letter in letters
        if (seal := letter.document.sealed) and seal.certain and not seal.found
    ]
    ends = papers.readings(letters, "valid_until")
    return nameless + unsealed + [_over(dossier, end) for end in ends if end.certain and _is_over(dossier, end)]


def _doubts(dossier: Dossier, letters: Sequence[Paper]) -> list[str]:
    """A letter without a last day or a number is no failure: no form prescribes them."""
    labels = {
        "bearer": _("Người được giới thiệu"),
        "bearer_id": _("Số giấy tờ của người được giới thiệu"),
        "valid_until": _("Ngày hết giá trị"),
    }
    doubts = []
    for name, label in labels.items():
        found = papers.readings(letters, name)
        with_it = {reading.paper.index for reading in found}
        doubts += judging.uncertain(found, label)
        doubts += judging.unread([letter for letter in letters if letter.index not in with_it], label.lower())
    return doubts + _end_doubts(dossier, letters) + _seal_doubts(letters)


def _end_doubts(dossier: Dossier, letters: Sequence[Paper]) -> list[str]:
    ends = papers.readings(letters, "valid_until")
    text = _("Ngày hết giá trị không đọc được thành ngày: %(value)s.")
    strange = [text % {"value": end.value} for end in ends if not judging.parsed(end.value)]
    return strange + [_over(dossier, end) for end in ends if not end.certain and _is_over(dossier, end)]


def _seal_doubts(letters: Sequence[Paper]) -> list[str]:
    text = _("Chưa rõ %(paper)s đã đóng dấu của công ty hay chưa.")
    unclear = [letter for letter in letters if (seal := letter.document.sealed) and not seal.certain]
    return [text % {"paper": letter.name} for letter in unclear]


def _is_over(dossier: Dossier, end: Reading) -> bool:
    day = judging.parsed(end.value)
    return day is not None and day < dossier.received_on


def _over(dossier: Dossier, end: Reading) -> str:
    text = _("%(paper)s chỉ có giá trị đến ngày %(day)s, trước ngày nhận hồ sơ %(received)s.")
    day, received = judging.parsed(end.value), judging.spoken(dossier.received_on)
    return text % {"paper": end.paper.short_name, "day": judging.spoken(day) if day else "", "received": received}


def _good(letters: Sequence[Paper]) -> str:
    bearers = ", ".join(reading.value for reading in papers.readings(letters, "bearer"))
    return _("Giấy giới thiệu %(bearer)s còn giá trị.") % {"bearer": bearers}
