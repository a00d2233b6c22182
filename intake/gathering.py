"""The values of a page as two readers find them: the engine on its own lines, the recogniser where it falls short.

Each finds what the other loses: which one's value stands, and what is kept of the other's, is decided here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from intake import kinds, numbers, overlaid, preferring, rereading, second_rows, signing, witness
from intake.facts import FIELDS, Kind
from intake.fields import contact, identity, introduction, letter, licence, parties, serials, tax_certificate
from intake.fields.found import Found
from intake.naming import base
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
_CLEAR = 0.75
"""A value of which the engine is less sure is looked for in the rows that the recogniser read."""
_MOTTO_ALIKE, _TOP_ROWS = 75.0, 8
_AT_THE_FOOT = frozenset({"address", "phone", "tax_code"})
"""What letters have in small print at their foot; what else pages lack a larger scale did not show (13 pages)."""
_LONG = frozenset({"address", "email"})
"""Values whose last word the engine guesses at the end of a row."""
_FOOT = 0.7
"""Below this part of a page is its foot."""
_UNDER_STAMPS = frozenset({"tax_code", "phone", "email", "address"})
_MARKED = frozenset({"address"})
"""What stamps of arrival lie on, and what of it has marks, which go with the stamp."""
_SIGNER = "representative"
_NUMBER = "representative_id"
_ROWS_ABOVE = 12.0
"""How far above a person's number the name stands at most, in heights: six rows."""
_OF_PERSONS = frozenset({_SIGNER, _NUMBER})
_STRETCHED = frozenset({"representative", "full_name", "bearer", "company_name"})
_UNCUT = _STRETCHED - {"company_name"} | {"email"}


@dataclass(slots=True)
class Gathered:
    """Values by name: `fields` are what stands, `first` those of them that the engine found by itself.

    `doubted` is what the engine took for a value that stands as the recogniser or a closer look has it. `signed`
    are the rows where a letter is signed that may be a name badly read.
    """

    fields: dict[str, Found] = field(default_factory=dict)
    first: dict[str, Found] = field(default_factory=dict)
    doubted: dict[str, Found] = field(default_factory=dict)
    signed: tuple[Line, ...] = ()
    sheets: dict[str, Sheet] = field(default_factory=dict)
    """The page freed of a stamp, for each value that was read on it."""

    def readings(self, name: str) -> list[tuple[str, float]]:
        """Return the engine's reading of a value; what the recogniser alone found is the second beside none."""
        one = self.fields[name]
        if name not in self.first:
            return [("", 0.0), (one.value, one.confidence)]
        kept = self.doubted.get(name, one)
        is_one_name = kept.value.casefold() == one.value.casefold() and kept.value.isupper()
        return [(one.value if is_one_name else kept.value, kept.confidence)]


def gathered(sheet: Sheet, rows: Sequence[Line], kind: Kind, told: Set[str] = frozenset()) -> Gathered:
    """Return the values on a page; a code has already told those in `told`."""
    reader = READERS[kind]
    first = reader(rows)
    if sheet.is_own_text:
        return Gathered(first, first)
    known = first.keys() | told
    if kind is Kind.IDENTITY:
        lacks = _lacks(sheet, kind, known | identity.absent(rows))
        found = Gathered(fields := _larger(sheet, first, told) if lacks else first, fields)
    else:
        is_letter = kind is Kind.REQUEST_LETTER
        hides = _is_first(sheet, kind) and _lacks(sheet, kind, known)
        named = _named(rows) if is_letter else _nameless(first)
        expected = _expected(kind, rows, known) - told if hides else set()
        lacks = not expected | named <= first.keys()
        close = [] if is_letter or expected - first.keys() else [_above(first[_number_of(name)]) for name in named]
        found = _both(sheet, reader, first, lacks=lacks, named=named, expected=expected, close=close)
        if lacks and is_letter and not found.fields.keys() >= _AT_THE_FOOT:
            _fill(found, reader(rereading.enlarged(sheet, below=_FOOT)))
    if kind is Kind.REQUEST_LETTER:
        _sign(sheet, found)
        _free(sheet, reader, found)
    found.fields = {
        name: witness.stretched(found.sheets.get(name, sheet), one)
        if base(name) in _STRETCHED or _lacks_figures(one)
        else one
        for name, one in found.fields.items()
    }
    found.fields |= {
        name: witness.uncut(found.sheets.get(name, sheet), one)
        for name, one in found.fields.items()
        if base(name) in _UNCUT and one.box not in sheet.boxed
    }
    found.first = {name: found.fields[name] for name in found.first}
    return found


def _named(rows: Sequence[Line]) -> set[str]:
    """Return what a letter shows for certain, as its words say: a serial number, an address, a telephone."""
    serial = {serials.NAME} if serials.is_named(rows) else set()
    telephone = {"phone"} if contact.names_telephone(rows) else set()
    return serial | telephone | ({"email"} if any("@" in row.text for row in rows) else set())


def _number_of(name: str) -> str:
    """Return the field of the number of whom a field names."""
    return name.replace(_SIGNER, _NUMBER)


def _above(number: Found) -> PixelBox:
    """Return the box of a person's number and of the rows above it, in one of which the name stands."""
    left, top, right, bottom = number.box
    return left, max(0, top - round(_ROWS_ABOVE * (bottom - top))), right, bottom


def _nameless(found: Iterable[str]) -> set[str]:
    """Return the names of the persons on a licence's page of whom it gave the numbers alone."""
    own = {
        name.replace("_id", "") for name in found if base(name) == _NUMBER and not name.endswith(licence.OF_BEFORE)
    }
    return own.difference(found)


def _expected(kind: Kind, rows: Sequence[Line], known: Set[str]) -> set[str]:
    """Return what a paper's first page shows of the fields of its kind.

    A licence may be one that names no tax code, and its next page may name the representative. Of 870 letters the
    engine found no telephone in 37, and seven of these had one, most under a stamp. Who signs a letter is looked
    for below the seal: of 15 names 14 were found there, and none in rows read anew.
    """
    fields = set(FIELDS[kind])
    if kind is Kind.BUSINESS_LICENCE:
        text = squeezed("".join(row.text for row in rows))
        code = set() if licence.names_code(text) else {"tax_code"}
        return fields - code - (set() if known & _OF_PERSONS else _OF_PERSONS)
    if kind is Kind.REQUEST_LETTER:
        return fields - {_SIGNER}
    return fields


def _both(
    sheet: Sheet,
    reader: Callable[[Sequence[Line]], dict[str, Found]],
    first: dict[str, Found],
    *,
    lacks: bool,
    named: Set[str] = frozenset(),
    expected: Set[str] = frozenset(),
    close: Sequence[PixelBox] = (),
) -> Gathered:
    """Return the engine's values and, where one lacks or is unsure, those of the recogniser beside them.

    Where none lacks, the rows about those of which it is unsure are read, and of labels with print far behind
    that it passed over. Those `named` stand on the page for certain: where one of them still lacks, or of those
    `expected`, all of it is read anew, the rows `close` to where it must stand first.
    Of two values the engine's stands where it is sure, and not where it is one that might be another's.
    """
    places = second_rows.passed_over(sheet)
    guessed = [word.box for row in sheet.rows for word in row.words if word.confidence < preferring.GUESSED]
    unsure = {name: one for name, one in first.items() if _is_unsure(one, places, guessed)}
    bare = [row.box for row in sheet.rows if any(second_rows.is_of_label(place, row) for place in places)]
    told = reader(second_rows.rows(sheet, places, anew=True, near=close)) if lacks and close else {}
    told = {name: one for name, one in told.items() if name in named}
    lacks &= not told or not named <= told.keys()
    near = None if lacks else [line.box for one in unsure.values() for line in one.lines] + bare
    again = reader(second_rows.rows(sheet, places, near=near)) if lacks or unsure or bare else {}
    if lacks and not (again.keys() | first.keys() >= expected and again.keys() >= named):
        again = reader(second_rows.rows(sheet, places, anew=True)) | again
    again |= told
    unsure |= {
        name: one
        for name, one in first.items()
        if name in again and preferring.is_in_small_letters(again[name], one)
    }
    other = {name: one for name, one in unsure.items() if name in again and again[name].value != one.value}
    surer = {name for name, one in other.items() if one.is_choice and not again[name].is_choice}
    doubted = {
        name: one
        for name, one in other.items()
        if name not in surer and not preferring.has_lost(one.value, again[name].value)
    }
    fields = again | {name: one for name, one in first.items() if name not in other}
    fields |= {name: preferring.chosen(again[name], one) for name, one in doubted.items()}
    fields = {name: preferring.not_led_to(one, again.get(name)) for name, one in fields.items()}
    kept = {name: one for name, one in first.items() if name not in other or name in doubted}
    return Gathered(fields, kept, doubted)


def _fill(found: Gathered, larger: Mapping[str, Found]) -> None:
    """Take what no reader found in the page's rows and the engine finds at a larger scale."""
    missing = {name: one for name, one in larger.items() if name not in found.fields}
    found.fields |= missing
    found.first |= missing


def _free(sheet: Sheet, reader: Callable[[Sequence[Line]], dict[str, Found]], found: Gathered) -> None:
    """Take what a stamp of arrival lies on from the page freed of it: where nothing was read, or less surely."""
    missing = _UNDER_STAMPS - found.fields.keys()
    doubtful = {name for name in _UNDER_STAMPS - missing if _is_doubtful(found, name)}
    lost, near = missing | doubtful, [line for name in doubtful for line in found.fields[name].lines]
    for freed in overlaid.freed(sheet, None if missing else near) if lost else ():
        again = reader(freed.rows)
        for name in lost & again.keys():
            one, before = again[name], found.fields.get(name)
            if not overlaid.lies_on(freed, one.lines) or (before and not preferring.is_seen_better(one, before)):
                continue
            found.fields[name] = found.first[name] = replace(one, is_choice=one.is_choice or name in _MARKED)
            found.doubted.pop(name, None)
            found.sheets[name] = freed
        if missing <= found.sheets.keys():
            break


def _is_doubtful(found: Gathered, name: str) -> bool:
    one = found.fields[name]
    return one.is_choice or one.confidence < _CLEAR or name in found.doubted


def _is_unsure(one: Found, places: Sequence[PixelBox], guessed: Sequence[PixelBox] = ()) -> bool:
    """Say whether the engine is unsure of a value, or print that it passed over or `guessed` goes on with it.

    A company's name is the value that is often longer than its row.
    """
    return (
        one.is_choice
        or one.confidence < _CLEAR
        or any(second_rows.is_beside(place, line) for line in one.lines for place in places)
        or (one.name in _LONG and any(_is_behind(place, one.lines[-1]) for place in guessed))
        or (
            base(one.name) == "company_name"
            and any(second_rows.is_below(place, one.lines[-1]) for place in places)
        )
    )


def _is_behind(place: PixelBox, line: Line) -> bool:
    """Say whether a place is close behind a line's last word."""
    return second_rows.is_beside(place, line) and place[0] >= line.box[2]


def _sign(sheet: Sheet, found: Gathered) -> None:
    """Look for who signed below the seal, where no name is read, an unsure one, or a part of one."""
    before = found.fields.get(_SIGNER)
    if before and not (_SIGNER in found.doubted or before.confidence < _CLEAR or _is_short(found, before)):
        return
    company = found.fields.get("company_name")
    read = signing.read(sheet, _SIGNER, company.value if company else "")
    signed, found.signed = read.name, read.rows
    if signed is None or (before and not _is_better(signed, before)):
        return
    if (
        before
        and _SIGNER in found.first
        and before.value != signed.value
        and not preferring.has_lost(before.value, signed.value)
    ):
        found.doubted.setdefault(_SIGNER, before)
    else:
        found.doubted.pop(_SIGNER, None)
    found.fields[_SIGNER] = found.first[_SIGNER] = signed


def _is_short(found: Gathered, before: Found) -> bool:
    """Say whether a name that was passed over may be a part of one."""
    return _SIGNER not in found.first and len(before.value.split()) < signing.WHOLE


def _is_better(signed: Found, before: Found) -> bool:
    """Say whether who signed is read better than in the rows of a page: it is whole, or longer, and surer."""
    words, more = len(before.value.split()), len(signed.value.split())
    if words < signing.WHOLE:
        return more > words
    return more >= words and signed.confidence > before.confidence


def _lacks_figures(one: Found) -> bool:
    """Say whether the engine lost figures of a number: their ink may stand beside it."""
    if one.name == "tax_code":
        return numbers.digits_of(one.value) not in numbers.digits_of("".join(line.text for line in one.lines))
    return one.name == "phone" and not numbers.is_telephone(one.value)


def _larger(sheet: Sheet, first: Mapping[str, Found], told: Set[str]) -> dict[str, Found]:
    """Return the fields of a card read at a larger scale as well: of two readings the clearly surer one."""
    again = identity.read(rereading.enlarged(sheet))
    if again and _lacks(sheet, Kind.IDENTITY, first.keys() | again.keys() | told):
        again = identity.read(rereading.enlarged(sheet, scattered=True)) | again
    surer = {
        name
        for name, one in again.items()
        if name not in first
        or one.confidence > first[name].confidence + preferring.CLEARLY_SURER
        or (first[name].is_choice and not one.is_choice)
    }
    return {name: again[name] if name in surer else first[name] for name in first.keys() | again.keys()}


def _is_first(sheet: Sheet, kind: Kind) -> bool:
    """Say whether a page is its paper's first, which alone shows all fields: by its title, motto or addressee."""
    top = squeezed("".join(row.text for row in sheet.rows[:_TOP_ROWS]))
    is_addressed = kind is Kind.REQUEST_LETTER and kinds.is_addressed(top)
    return is_addressed or kinds.title(sheet.rows) is kind or kinds.says(top, parties.MOTTOES[-1], _MOTTO_ALIKE)


def _lacks(sheet: Sheet, kind: Kind, fields: Set[str]) -> bool:
    """Say whether a page of a kind shows some of its fields and hides others: a label may have been misread."""
    if not (fields or kinds.title(sheet.rows) is kind or kinds.has_zone(sheet.rows)):
        return False
    return not fields >= set(FIELDS[kind])
