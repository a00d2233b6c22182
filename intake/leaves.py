"""Makes of a page what is kept of it (`leaf.py`): kind, values with all their readings, marks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from intake import (
    codes,
    gathering,
    kinds,
    mailboxes,
    readings,
    seals,
    seats,
    sheets,
    stamp_rows,
    stamps,
    traces,
    witness,
    zones,
)
from intake.facts import Box, Kind, Mark, Page
from intake.fields import certification, identity, licence
from intake.fields.found import Found
from intake.gathering import Gathered
from intake.leaf import BY_PLACE, Candidate, Leaf
from intake.naming import NAMES, base, lexicon_of
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.text import squeezed
from intake.words import Line, PixelBox

_SEALED = (Kind.REQUEST_LETTER, Kind.INTRODUCTION_LETTER)
_CERTIFIED = (Kind.BUSINESS_LICENCE, Kind.TAX_CERTIFICATE, Kind.IDENTITY)
_OF_A_STAMP = 2
"""So many of its values, read alike by both readers, make a stamp sure whose title is misread."""
_SURELY_OTHER = 0.9
_ROOM_OF_ENDING = 1.3
"""In heights: how far behind its box the last letters of an address of e-mail stand."""
_SIGNED = ("noinhan", "tendongdau", "kydongdau", "kytenvadong", "ghirohoten", "kyten")
_ON_BEHALF = ("tmhokinhdoanh", "tmcongty")
"""On whose behalf somebody signs, squeezed: "TM. HỘ KINH DOANH"; a household's name alone begins otherwise."""
_SIGNATURE = (
    "đại diện pháp luật", "đại diện công ty", "đại diện đơn vị", "đại diện theo pháp luật", "thay mặt công ty",
    "giám đốc", "ký tên, đóng dấu", "ký, họ tên, đóng dấu", "hội đồng quản trị", "nơi nhận", "trưởng chi nhánh",
    "on behalf of the company", "chủ hộ kinh doanh", "đại diện hộ kinh doanh",
)  # fmt: skip
"""What the last page of a letter says that holds nothing but who signs it."""
_OF_STAMPS = (*seals.CERTIFIED, seals.COPIED[0], "đúng với bản chính", "SCT/BS", "công chứng viên")
_SURELY_A_LETTER, _LETTER_TO_US = 6.0, 4.5
_US = (
    "trung tâm quản lý vận hành",
    "trung tâm QLVH hệ thống",
    "công nghệ thông tin và thống kê hải quan",
    "hỗ trợ vnaccs",
)
"""To whom requests are addressed, in words that no other paper of a dossier holds."""
_TOLD_BY_CARD = frozenset({"id_number", "full_name", "date_of_birth"})
_TOLD_BY_ZONE = frozenset({"id_number", "full_name", "date_of_birth", "expiry"})


def of(sheet: Sheet, before: Leaf | None) -> Leaf:
    """Return what is kept of a page; `before` is the last page in front of it that is not blank."""
    if sheet.is_blank:
        return Leaf(Page(sheet.number, Kind.BLANK, 0, 0.98))
    rows = sheet.rows
    verdict = kinds.judge(rows)
    may_bear_code = verdict.kind is Kind.IDENTITY and not identity.is_passport(rows)
    cards = [] if _bears_no_card(verdict) else codes.cards(sheet.colour, thorough=may_bear_code)
    kind, confidence = (Kind.IDENTITY, 1.0) if cards else (verdict.kind, verdict.confidence)
    if kind is Kind.REQUEST_LETTER and not _is_letter(rows, before):
        kind, confidence = Kind.OTHER, 0.6
    elif kind is Kind.OTHER and before is not None and _goes_on(rows, before):
        kind, confidence = before.kind, BY_PLACE
    if kind is Kind.OTHER and sheets.is_dirt(sheet):
        return Leaf(Page(sheet.number, Kind.BLANK, 0, 0.8))
    page = Page(sheet.number, kind, sheet.rotation, confidence)
    seen = zones.of(sheet) if kind is Kind.IDENTITY else zones.Seen()
    card = cards[0] if cards else None
    told = _TOLD_BY_ZONE if seen.zone and seen.zone.valid else frozenset(seen.agreed)
    told |= _TOLD_BY_CARD if card else frozenset()
    found = gathering.gathered(sheet, rows, kind, told) if kind in gathering.READERS else Gathered()
    stamp, stamped = _certified(sheet, rows) if kind in _CERTIFIED else (None, {})
    return Leaf(
        page,
        squeezed(sheet.text),
        _candidates(sheet, found) | stamped,
        seals.seal(sheet) if kind in _SEALED else None,
        stamp,
        card,
        _of_picture(card.box, sheet.colour) if card else None,
        seen.zone,
        seen.box,
        seen.proven,
        seen.agreed,
        tuple((row.text, sheet.fraction(row.box)) for row in found.signed),
        _seat(sheet, rows) if kind is Kind.BUSINESS_LICENCE else None,
    )


def _of_picture(box: PixelBox, picture: Picture) -> Box:
    """Return a box in a picture as fractions of it."""
    height, width = picture.shape[:2]
    return box[0] / width, box[1] / height, box[2] / width, box[3] / height


def _bears_no_card(verdict: kinds.Verdict) -> bool:
    """Say whether a page is so surely of another kind that no card's code is looked for."""
    return verdict.kind not in (Kind.IDENTITY, Kind.OTHER) and verdict.confidence >= _SURELY_OTHER


def _is_letter(rows: Sequence[Line], before: Leaf | None) -> bool:
    """Say whether a page that speaks like a letter is one: by its head, or as an unsigned one's next page."""
    text = squeezed("".join(row.text for row in rows))
    if kinds.is_addressed(text) or kinds.title(rows) is Kind.REQUEST_LETTER:
        return True
    if before is not None and before.kind is Kind.REQUEST_LETTER:
        return not any(sign in before.text for sign in _SIGNED)
    is_to_us = any(kinds.says(text, office) for office in _US)
    return kinds.score(rows, Kind.REQUEST_LETTER) >= (_LETTER_TO_US if is_to_us else _SURELY_A_LETTER)


def _goes_on(rows: Sequence[Line], before: Leaf) -> bool:
    """Say whether a page without a title of its own goes on with the paper before it, or holds its stamp alone."""
    kind = before.kind
    if kind not in gathering.READERS or kinds.is_stranger(rows) or kinds.is_screen(rows):
        return False
    text = squeezed("".join(row.text for row in rows))
    if kind in _CERTIFIED and any(kinds.says(text, sign, seals.STAMP_ALIKE) for sign in _OF_STAMPS):
        return True
    if kind is Kind.BUSINESS_LICENCE and kinds.REGISTRAR not in before.text and kinds.is_signature(rows):
        return True
    if kind is Kind.REQUEST_LETTER:
        if any(sign in before.text for sign in _SIGNED):
            return False
        is_signed = any(sign in text for sign in _ON_BEHALF) or any(kinds.says(text, sign) for sign in _SIGNATURE)
        if is_signed or _signs(before, text):
            return True
    return kind is not Kind.IDENTITY and kinds.score(rows, kind) >= 1.5


def _signs(letter: Leaf, text: str) -> bool:
    """Say whether a page bears the name of the representative that an unsigned letter before it names."""
    named = letter.candidates.get("representative")
    return named is not None and any(squeezed(name) in text for name, _ in named.readings if name)


def _candidates(sheet: Sheet, found: Gathered) -> dict[str, Candidate]:
    """Return the values on a page with all their readings."""
    fields, first, doubted = dict(found.fields), found.first, found.doubted
    on = {name: found.sheets.get(name, sheet) for name in fields}
    seen = {} if sheet.is_own_text else {name: witness.seen(on[name], one) for name, one in fields.items()}
    later = {
        name: [look]
        for name in first.keys() - doubted
        if (look := readings.second(on[name], fields[name], seen.get(name)))
    }
    for name in [name for name, read in later.items() if _is_cut(read[0][0], fields[name])]:
        fields[name] = witness.wider(fields[name], _ROOM_OF_ENDING if name == "email" else witness.ROOM)
        seen[name] = witness.seen(on[name], fields[name])
        later[name] = [readings.second(on[name], fields[name], seen[name]) or ("", 0.0)]
    later |= {name: [(fields[name].value, fields[name].confidence)] for name in doubted}
    if not sheet.is_own_text:
        doubtful = {
            name: one
            for name, one in fields.items()
            if name in doubted or not readings.agree(one, later.get(name))
        }
        again = readings.reread(sheet, {name: one for name, one in doubtful.items() if on[name] is sheet})
        for name in doubtful.keys() - again.keys():
            again |= readings.reread(on[name], {name: doubtful[name]})
        for name, reading in again.items():
            later.setdefault(name, []).extend(reading)
    return {
        name: Candidate(
            name,
            (*found.readings(name), *later.get(name, ())),
            sheet.number,
            sheet.fraction(one.box),
            sheet.is_own_text,
            looks=witness.looks(one, seen.get(name, ()), lexicon_of(name)) if base(name) in NAMES else (),
            is_choice=one.is_choice,
            is_short=one.is_short,
            echo=_echo(name, first, later),
            traces=tuple(map(traces.kept, seen.get(name, ()))) if base(name) in NAMES else (),
        )
        for name, one in fields.items()
    }


def _seat(sheet: Sheet, rows: Sequence[Line]) -> Candidate | None:
    """Return the seat on a licence's page as both readers see it; None where it shows none."""
    one = licence.seat(rows)
    if one is None:
        return None
    seen = () if sheet.is_own_text else witness.seen(sheet, one)
    second = readings.second(sheet, one, seen) if seen else None
    return Candidate(
        seats.NAME,
        ((one.value, one.confidence), *([second] if second else ())),
        sheet.number,
        sheet.fraction(one.box),
        sheet.is_own_text,
        looks=witness.looks(one, seen, lexicon_of(seats.NAME)),
        is_choice=one.is_choice,
        traces=tuple(map(traces.kept, seen)),
    )


def _is_cut(read: str, one: Found) -> bool:
    """Say whether the box of a value is too short: the recogniser lacks its end, or nothing ends so."""
    return witness.is_cut(read, one.value) or (one.name == "email" and mailboxes.ends_amid(one.value))


def _echo(name: str, first: Mapping[str, Found], later: Mapping[str, Sequence[tuple[str, float]]]) -> int:
    """Return which reading the Vietnamese model made anew of a value that it and the other model read."""
    languages = readings.languages(name)
    is_twice = name in first and len(languages) > 1 and len(later.get(name, ())) >= len(languages)
    return 1 + len(later[name]) - len(languages) if is_twice else 0


def _certified(sheet: Sheet, rows: Sequence[Line]) -> tuple[Mark, dict[str, Candidate]]:
    """Look for the stamp of a certified copy among the words of a page, then in its coloured ink and cut out."""
    mark = seals.certification(sheet)
    values = stamp_rows.read(sheet, rows) if mark.found else {}
    if len(values) >= _OF_A_STAMP and not mark.certain:
        mark = replace(mark, certain=True)
    if sheet.is_own_text or len(values) == len(certification.NORMAL):
        return mark, values
    stamp = stamps.read(sheet)
    if stamp is None:
        return mark, values
    box = sheet.fraction(stamp.box)
    values = values | {
        name: Candidate(name, (*seen, *(values[name].readings if name in values else ())), sheet.number, box)
        for name, seen in stamp.values.items()
    }
    return (mark if mark.found and mark.certain else Mark(True, 0.97, True, sheet.number, box)), values
