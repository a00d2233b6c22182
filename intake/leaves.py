"""Makes of a page what is kept of it (`leaf.py`): kind, values with all their readings, marks."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime

from rapidfuzz.distance import Levenshtein

from intake import (
    codes,
    kinds,
    mrz,
    numbers,
    readings,
    rereading,
    seals,
    second_rows,
    sheets,
    signing,
    stamps,
    traces,
    witness,
)
from intake.cards import Card
from intake.facts import FIELDS, Box, Kind, Mark, Page
from intake.fields import certification, identity, introduction, letter, licence, serials, tax_certificate
from intake.fields.found import Found
from intake.leaf import Candidate, Leaf
from intake.mrz import Zone
from intake.naming import NAMES, base, lexicon_of
from intake.sheets import Sheet
from intake.text import squeezed
from intake.words import Line, PixelBox

READERS: Mapping[Kind, Callable[[Sequence[Line]], dict[str, Found]]] = {
    Kind.REQUEST_LETTER: letter.read,
    Kind.BUSINESS_LICENCE: licence.read,
    Kind.TAX_CERTIFICATE: tax_certificate.read,
    Kind.IDENTITY: identity.read,
    Kind.INTRODUCTION_LETTER: introduction.read,
}
_SEALED = (Kind.REQUEST_LETTER, Kind.INTRODUCTION_LETTER)
_CERTIFIED = (Kind.BUSINESS_LICENCE, Kind.TAX_CERTIFICATE, Kind.IDENTITY)
_ADDRESSED = "kính gửi"
_CLEARLY_SURER = 0.2
_ONE_THING = 0.75
"""How like each other two readings of one thing are at least."""
_CLEAR = 0.75
"""A value of which the engine is less sure is looked for in the rows that the recogniser read."""
_OF_A_STAMP = 2
"""So many of its values, read alike by both readers, make a stamp sure whose title is misread."""
_SURELY_OTHER = 0.9
_SIGNED = ("noinhan", "dongdau", "kytenvadong", "ghirohoten", "kyten")
_SIGNATURE = ("đại diện công ty", "đại diện đơn vị", "đại diện theo pháp luật", "thay mặt công ty", "giám đốc",
              "ký tên, đóng dấu", "on behalf of the company", "trưởng chi nhánh", "chủ hộ kinh doanh")  # fmt: skip
"""What the last page of a letter says that holds nothing but who signs it."""
_OF_STAMPS = (*seals.CERTIFIED, seals.COPIED[0], "đúng với bản chính", "SCT/BS", "công chứng viên")
_SURELY_A_LETTER, _LETTER_TO_US = 6.0, 4.5
_US = ("trung tâm quản lý vận hành", "công nghệ thông tin và thống kê hải quan", "hỗ trợ vnaccs")
"""To whom requests are addressed, in words that no other paper of a dossier holds."""
_TOLD_BY_CARD = frozenset({"id_number", "full_name", "date_of_birth"})
_TOLD_BY_ZONE = frozenset({"id_number", "full_name", "date_of_birth", "expiry"})
_SIGNER = "representative"
_STRETCHED = frozenset({"representative", "full_name", "bearer", "company_name"})


def of(sheet: Sheet, before: Leaf | None) -> Leaf:
    """Return what is kept of a page; `before` is the last page in front of it that is not blank."""
    if sheet.is_blank:
        return Leaf(Page(sheet.number, Kind.BLANK, 0, 0.98))
    rows = sheet.rows
    verdict = kinds.judge(rows)
    cards = [] if _bears_no_card(verdict) else codes.cards(sheet.colour, thorough=verdict.kind is Kind.IDENTITY)
    kind, confidence = (Kind.IDENTITY, 1.0) if cards else (verdict.kind, verdict.confidence)
    if kind is Kind.REQUEST_LETTER and not _is_letter(rows, before):
        kind, confidence = Kind.OTHER, 0.6
    elif kind is Kind.OTHER and before is not None and _goes_on(rows, before):
        kind, confidence = before.kind, 0.6
    if kind is Kind.OTHER and sheets.is_dirt(sheet):
        return Leaf(Page(sheet.number, Kind.BLANK, 0, 0.8))
    page = Page(sheet.number, kind, sheet.rotation, confidence)
    zone, zone_box = _zone(sheet) if kind is Kind.IDENTITY else (None, None)
    card = cards[0] if cards else None
    told = _TOLD_BY_CARD if card else _TOLD_BY_ZONE if zone and zone.valid else frozenset()
    stamp, stamped = _certified(sheet, rows) if kind in _CERTIFIED else (None, {})
    return Leaf(
        page,
        squeezed(sheet.text),
        _candidates(sheet, rows, kind, told) | stamped,
        seals.seal(sheet) if kind in _SEALED else None,
        stamp,
        card,
        sheet.fraction(_unscaled(card, sheet)) if card else None,
        zone,
        zone_box,
    )


def _unscaled(card: Card, sheet: Sheet) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(edge / sheet.scale) for edge in card.box)
    return left, top, right, bottom


def _bears_no_card(verdict: kinds.Verdict) -> bool:
    """Say whether a page is so surely of another kind that no card's code is looked for."""
    return verdict.kind not in (Kind.IDENTITY, Kind.OTHER) and verdict.confidence >= _SURELY_OTHER


def _is_letter(rows: Sequence[Line], before: Leaf | None) -> bool:
    """Say whether a page that speaks like a letter is one: by its head, or as an unsigned one's next page."""
    text = squeezed("".join(row.text for row in rows))
    if kinds.says(text, _ADDRESSED) or kinds.title(rows) is Kind.REQUEST_LETTER:
        return True
    if before is not None and before.kind is Kind.REQUEST_LETTER:
        return not any(sign in before.text for sign in _SIGNED)
    is_to_us = any(kinds.says(text, office) for office in _US)
    return kinds.score(rows, Kind.REQUEST_LETTER) >= (_LETTER_TO_US if is_to_us else _SURELY_A_LETTER)


def _goes_on(rows: Sequence[Line], before: Leaf) -> bool:
    """Say whether a page without a title of its own goes on with the paper before it, or holds its stamp alone."""
    kind = before.kind
    if kind not in READERS or kinds.is_stranger(rows) or kinds.is_screen(rows):
        return False
    text = squeezed("".join(row.text for row in rows))
    if kind in _CERTIFIED and any(kinds.says(text, sign, seals.STAMP_ALIKE) for sign in _OF_STAMPS):
        return True
    if kind is Kind.BUSINESS_LICENCE and kinds.REGISTRAR not in before.text and kinds.is_signature(rows):
        return True
    if kind is Kind.REQUEST_LETTER:
        if any(sign in before.text for sign in _SIGNED):
            return False
        if any(kinds.says(text, sign) for sign in _SIGNATURE) or _signs(before, text):
            return True
    return kind is not Kind.IDENTITY and kinds.score(rows, kind) >= 1.5


def _signs(letter: Leaf, text: str) -> bool:
    """Say whether a page bears the name of the representative that an unsigned letter before it names."""
    named = letter.candidates.get("representative")
    return named is not None and any(squeezed(name) in text for name, _ in named.readings if name)


def _candidates(
    sheet: Sheet, rows: Sequence[Line], kind: Kind, told: Set[str] = frozenset()
) -> dict[str, Candidate]:
    """Return the values on a page with all their readings; a code has already told those in `told`."""
    reader = READERS.get(kind)
    if reader is None:
        return {}
    first = reader(rows)
    fields, doubted, by_recogniser = first, dict[str, Found](), set[str]()
    lacks = kind is Kind.REQUEST_LETTER and serials.NAME not in first and serials.is_named(rows)
    lacks |= _lacks(sheet, kind, first.keys() | told | (identity.absent(rows) if kind is Kind.IDENTITY else set()))
    if kind is Kind.IDENTITY and lacks:
        fields = _larger(sheet, first, told)
    elif kind is not Kind.IDENTITY and not sheet.is_own_text:
        places = second_rows.passed_over(sheet)
        unsure = {name: one for name, one in first.items() if _is_unsure(one, places)}
        again = reader(second_rows.rows(sheet, places)) if lacks or unsure else {}
        other = {name: one for name, one in unsure.items() if name in again and again[name].value != one.value}
        doubted = {name: one for name, one in other.items() if not _has_lost(one.value, again[name].value)}
        fields = again | {name: one for name, one in first.items() if name not in other}
        fields |= {name: _chosen(again[name], one) for name, one in doubted.items()}
        first = {name: one for name, one in first.items() if name not in other or name in doubted}
        by_recogniser = fields.keys() - first.keys()
    if kind is Kind.REQUEST_LETTER and _may_be_signed(first, fields):
        company = fields["company_name"].value if "company_name" in fields else ""
        signed = signing.read(sheet, _SIGNER, company)
        fields = ({_SIGNER: signed} if signed else {}) | fields
        if signed and len(signed.value) > len(fields[_SIGNER].value):
            fields = fields | {_SIGNER: signed}
        by_recogniser = by_recogniser - {_SIGNER}
    if not sheet.is_own_text:
        fields = {
            name: witness.stretched(sheet, one) if base(name) in _STRETCHED or _lacks_figures(one) else one
            for name, one in fields.items()
        }
        first = {name: fields[name] for name in first if name not in doubted}
    seen = {} if sheet.is_own_text else {name: witness.seen(sheet, one) for name, one in fields.items()}
    later = {name: [look] for name, one in first.items() if (look := readings.second(sheet, one, seen.get(name)))}
    later |= {name: [(fields[name].value, fields[name].confidence)] for name in doubted}
    if not sheet.is_own_text:
        doubtful = {
            name: one
            for name, one in fields.items()
            if name in doubted or not readings.agree(one, later.get(name))
        }
        for name, reading in readings.reread(sheet, doubtful).items():
            later.setdefault(name, []).extend(reading)
    return {
        name: Candidate(
            name,
            (*_first_readings(one, doubted.get(name), is_second=name in by_recogniser), *later.get(name, ())),
            sheet.number,
            sheet.fraction(one.box),
            sheet.is_own_text,
            looks=witness.looks(one, seen.get(name, ()), lexicon_of(name)) if base(name) in NAMES else (),
            is_choice=one.is_choice,
            echo=_echo(name, first, later),
            traces=tuple(map(traces.kept, seen.get(name, ()))) if base(name) in NAMES - {"address"} else (),
        )
        for name, one in fields.items()
    }


def _may_be_signed(first: Mapping[str, Found], fields: Mapping[str, Found]) -> bool:
    """Say whether who signs is looked for below the seal: no name is read, or a short one that was passed over."""
    return _SIGNER not in fields or (_SIGNER not in first and len(fields[_SIGNER].value.split()) < signing.WHOLE)


def _is_unsure(one: Found, places: Sequence[PixelBox]) -> bool:
    """Say whether the engine is unsure of a value, or print that it passed over stands beside it."""
    return one.confidence < _CLEAR or any(
        second_rows.is_beside(place, line) for line in one.lines for place in places
    )


def _chosen(again: Found, one: Found) -> Found:
    """Return a value read anew; a choice where it is another thing than the engine took for it."""
    likeness = Levenshtein.normalized_similarity(squeezed(again.value), squeezed(one.value))
    return again if likeness >= _ONE_THING else replace(again, is_choice=True)


def _has_lost(value: str, whole: str) -> bool:
    """Say whether a value is another one without some of its words."""
    words = iter(squeezed(word) for word in whole.split())
    return len(value) < len(whole) and all(squeezed(word) in words for word in value.split())


def _first_readings(one: Found, doubted: Found | None, *, is_second: bool) -> list[tuple[str, float]]:
    """Return the engine's reading of a value; what the recogniser alone found is the second beside none."""
    if is_second:
        return [("", 0.0), (one.value, one.confidence)]
    first = doubted or one
    return [(first.value, first.confidence)]


def _lacks_figures(one: Found) -> bool:
    """Say whether the engine lost figures of a number: their ink may stand beside it."""
    if one.name == "tax_code":
        return numbers.digits_of(one.value) not in numbers.digits_of("".join(line.text for line in one.lines))
    return one.name == "phone" and not numbers.is_telephone(one.value)


def _echo(name: str, first: Mapping[str, Found], later: Mapping[str, Sequence[tuple[str, float]]]) -> int:
    """Return which reading the Vietnamese model made anew of a value that it and the other model read."""
    languages = readings.languages(name)
    is_twice = name in first and len(languages) > 1 and len(later.get(name, ())) >= len(languages)
    return 1 + len(later[name]) - len(languages) if is_twice else 0


def _larger(sheet: Sheet, first: Mapping[str, Found], told: Set[str]) -> dict[str, Found]:
    """Return the fields of a card read at a larger scale as well: of two readings the clearly surer one."""
    again = identity.read(rereading.enlarged(sheet))
    if _lacks(sheet, Kind.IDENTITY, first.keys() | again.keys() | told):
        again = identity.read(rereading.enlarged(sheet, scattered=True)) | again
    surer = {
        name
        for name, one in again.items()
        if name not in first or one.confidence > first[name].confidence + _CLEARLY_SURER
    }
    return {name: again[name] if name in surer else first[name] for name in first.keys() | again.keys()}


def _certified(sheet: Sheet, rows: Sequence[Line]) -> tuple[Mark, dict[str, Candidate]]:
    """Look for the stamp of a certified copy among the words of a page, then in its coloured ink and cut out."""
    mark = seals.certification(sheet)
    values = _stamped(sheet, rows) if mark.found else {}
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


def _stamped(sheet: Sheet, rows: Sequence[Line]) -> dict[str, Candidate]:
    """Return what the stamp of a certified copy says of itself, where both readers agree."""
    made = {}
    for name, one in certification.read(rows).items():
        whole = one if name == certification.DATE else witness.stretched(sheet, one)
        again = None if sheet.is_own_text else readings.second(sheet, one, witness.seen(sheet, whole))
        both = ((one.value, one.confidence), *((again,) if again else ()))
        if sheet.is_own_text or (again and again[0] == one.value and certification.is_whole(one)):
            made[name] = Candidate(name, both, sheet.number, sheet.fraction(one.box), sheet.is_own_text)
    return made


def _lacks(sheet: Sheet, kind: Kind, fields: Set[str]) -> bool:
    """Say whether a page of a kind shows some of its fields and hides others: a label may have been misread."""
    if sheet.is_own_text or not (fields or kinds.title(sheet.rows) is kind):
        return False
    return not fields >= set(FIELDS[kind])


def _zone_by_engine(sheet: Sheet, rows: Sequence[Line]) -> list[str]:
    return rereading.zone(sheet, [row.box for row in rows])


def _zone_on_page(sheet: Sheet, rows: Sequence[Line]) -> list[str]:
    return [row.text for row in rows]


def _zone(sheet: Sheet) -> tuple[Zone | None, Box | None]:
    """Return the machine-readable zone of a page, read anew from its own crop."""
    rows = [row for row in sheet.rows if row.text.count("<") >= 2 or "IDVNM" in row.text.replace(" ", "")]
    if not rows:
        return None, None
    today = datetime.now(UTC).date()
    zone = None
    for read in (_zone_by_engine, _zone_on_page):
        found_here = mrz.read(read(sheet, rows), today)
        zone = zone if zone and not (found_here and found_here.valid) else found_here
        if zone and zone.valid:
            break
    boxes = [sheet.fraction(row.box) for row in rows]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return zone, (min(lefts), min(tops), max(rights), max(bottoms))
