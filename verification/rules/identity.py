"""Rules on the representative's identity paper: there, as a certified copy, and valid on the day."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from intake.facts import FOREVER, Kind, Source
from verification import judging, numbers, papers
from verification.findings import Dossier, Finding
from verification.judging import Judge
from verification.numbers import Flaw
from verification.papers import Reading


def identity_present(dossier: Dossier) -> Finding:
    """CMND, CCCD, Căn cước or passport of the legal representative is there (seed 000)."""
    return judging.presence("identity_present", dossier, Kind.IDENTITY)


def identity_certified(dossier: Dossier) -> Finding:
    """The representative's paper is a certified or notarised copy (seed 000)."""
    cards = papers.identities(dossier)
    return judging.certification("identity_certified", dossier, Kind.IDENTITY, cards)


def identity_valid(dossier: Dossier) -> Finding:
    """The paper had not expired when the dossier was received, and is no 9-digit CMND after its last day."""
    cards = papers.identities(dossier)
    judge = Judge("identity_valid", cards, ("id_number", "expiry"))
    if not cards:
        return judge.not_needed(judging.absent(Kind.IDENTITY))
    numbers_read, expiries = papers.readings(cards, "id_number"), papers.readings(cards, "expiry")
    failures = [*_ended(dossier, numbers_read, certain=True), *_expired(dossier, expiries, certain=True)]
    doubts = [
        *_ended(dossier, numbers_read, certain=False),
        *_expired(dossier, expiries, certain=False),
        *_number_doubts(dossier, numbers_read),
        *_expiry_doubts(dossier, numbers_read, expiries),
        *([] if numbers_read else judging.unread(cards, _("số giấy tờ"))),
    ]
    if _has_several(numbers_read) or _has_several(expiries):  # which paper counts, a person says
        doubts, failures = failures + doubts, []
    return judge.finds(failures, doubts, _still_valid(expiries))


def _ended(dossier: Dossier, found: Sequence[Reading], *, certain: bool) -> list[str]:
    """A CMND is known by its 9 digits; it has no MRZ, so that a number from one is a passport's."""
    last = dossier.policy.cmnd_ended_on
    if dossier.received_on <= last:
        return []
    text = _("Chứng minh nhân dân 9 số (%(number)s) chỉ có giá trị đến hết ngày %(day)s.")
    return [
        text % {"number": reading.value, "day": judging.spoken(last)}
        for reading in found
        if _is_cmnd(reading) and reading.certain is certain
    ]


def _expired(dossier: Dossier, expiries: Sequence[Reading], *, certain: bool) -> list[str]:
    text = _("%(paper)s đã hết hạn ngày %(day)s, trước ngày nhận hồ sơ %(received)s.")
    return [
        text
        % {
            "paper": reading.paper.short_name,
            "day": judging.spoken(day),
            "received": judging.spoken(dossier.received_on),
        }
        for reading in expiries
        if (day := judging.parsed(reading.value)) and day < dossier.received_on and reading.certain is certain
    ]


def _number_doubts(dossier: Dossier, found: Sequence[Reading]) -> list[str]:
    doubts = judging.uncertain(found, _("Số giấy tờ"))
    if _has_several(found):
        values = ", ".join(reading.value for reading in found)
        doubts.append(_("Có nhiều giấy tờ tùy thân với số khác nhau: %(values)s.") % {"values": values})
    return doubts + [doubt for reading in found if (doubt := _number_flaw(dossier, reading))]


def _number_flaw(dossier: Dossier, reading: Reading) -> str:
    """Say what is strange about a number: its form, its parts, or a year of birth other than printed."""
    params = {"number": reading.value}
    if not numbers.is_personal_number(reading.value):
        is_known = numbers.is_passport_number(reading.value)
        return "" if is_known else _("Số giấy tờ không đúng dạng: %(number)s.") % params
    flaw = numbers.personal_number_flaw(reading.value, dossier.received_on)
    if flaw is not None:
        return _flaw_text(flaw) % params
    born = reading.paper.read("date_of_birth")
    day = judging.parsed(born.value) if born and born.certain else None
    if day and day.year != numbers.birth_year(numbers.compact(reading.value)):
        text = _("Số giấy tờ (%(number)s) không khớp năm sinh %(year)s.")
        return text % (params | {"year": day.year})
    return ""


def _flaw_text(flaw: Flaw) -> str:
    if flaw is Flaw.PROVINCE:
        return _("Số giấy tờ (%(number)s) có mã nơi đăng ký khai sinh lạ.")
    return _("Số giấy tờ (%(number)s) có năm sinh không hợp lý.")


def _expiry_doubts(dossier: Dossier, found: Sequence[Reading], expiries: Sequence[Reading]) -> list[str]:
    doubts = judging.uncertain(expiries, _("Ngày hết hạn"))
    if _has_several(expiries):
        values = ", ".join(reading.value for reading in expiries)
        doubts.append(_("Các giấy tờ tùy thân ghi ngày hết hạn khác nhau: %(values)s.") % {"values": values})
    text = _("Ngày hết hạn không đọc được thành ngày: %(value)s.")
    doubts += [text % {"value": item.value} for item in expiries if not judging.parsed(item.value)]
    return doubts if expiries else [*doubts, _hint(found)]


def _hint(found: Sequence[Reading]) -> str:
    if any(_is_cmnd(reading) for reading in found):
        return _("Chứng minh nhân dân có giá trị 15 năm kể từ ngày cấp: đề nghị xem ngày cấp ở mặt sau.")
    return _(
        "Chưa đọc được ngày hết hạn của giấy tờ tùy thân; thẻ Căn cước cấp từ 01/7/2024 ghi ngày này ở mặt sau."
    )


def _still_valid(expiries: Sequence[Reading]) -> str:
    if any(reading.value == FOREVER for reading in expiries):
        return _("Giấy tờ tùy thân không thời hạn.")
    day = next((day for reading in expiries if (day := judging.parsed(reading.value))), None)
    return _("Giấy tờ tùy thân còn hạn đến ngày %(day)s.") % {"day": judging.spoken(day)} if day else ""


def _is_cmnd(reading: Reading) -> bool:
    return numbers.is_cmnd(reading.value) and reading.field.source is not Source.MRZ


def _has_several(found: Sequence[Reading]) -> bool:
    return len({numbers.compact(reading.value) for reading in found}) > 1
