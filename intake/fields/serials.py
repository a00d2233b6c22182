"""The serial number of the new certificate, where a letter names one: "số serial 5404…"."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from intake.fields import contact
from intake.fields.flow import Flow
from intake.fields.found import Found, lines_of, taken, value_of
from intake.text import fold, parted
from intake.words import Line

NAME = "certificate_serial"
_LABELS = (
    "số serial", "serial number", "số sê-ri", "số seri", "số hiệu chứng thư số", "số hiệu chứng thư", "serial",
    "số sê ri", "số xê-ri", "serial chữ ký số", "số chứng thư số", "số sê-r", "số sê-rn",
)  # fmt: skip
_OLD = ("cu", "bi mat", "bi hong", "het han", "truoc day", "dang gan")
_NEW = " moi "
_MARKED = str.maketrans("ÀÁÂÃÄẠẢĂÈÉÊËẸẺẼĐÇ", "AAAAAAAAEEEEEEEDC")
_LOOKALIKES = str.maketrans("OQLI|!SZG§ÓÕÒ", "0011115268666")
USUAL = 32
"""Digits that nearly all of them have: 16 octets."""
_HEX = re.compile(r"[0-9A-F]{16,40}")
_WHOLE = re.compile(r"\W*54[0-9A-F]{30}\W*", re.IGNORECASE)
"""A serial number as nearly all begin: of 16 octets, the first 54."""
_RUN_IN = re.compile(r"^(\w*serial[.:;-]+)(\w{16,}.*)$", re.IGNORECASE)
"""A label that runs into its number: "serial.5404…"."""
_WORDS = 20
_CONTEXT = 12


def read(flow: Flow) -> Found | None:
    """Return the serial behind a label, not that of the old certificate: a choice where two are named.

    So is the one that stands on a page which speaks of serials, where its row is not the next one that was read.
    """
    named = list(_every(flow))
    if not named:
        return _apart(flow)
    options = [one for _, one in named]
    first = next((one for is_new, one in named if is_new), options[0])
    is_choice = any(one.value != first.value for one in options)
    return Found(first.name, first.value, first.lines, is_choice)


def _apart(flow: Flow) -> Found | None:
    """Return the one number of a page that can be none but a serial's, where a label stands somewhere."""
    items = [item for item in flow.items if _WHOLE.fullmatch(item.word.text)]
    is_one = len(items) == 1 and bool(flow.find({NAME: _LABELS})[NAME])
    return Found(NAME, serial(items[0].word.text), lines_of(items), is_choice=True) if is_one else None


def is_named(rows: Sequence[Line]) -> bool:
    """Say whether a page speaks of a serial number."""
    return bool(Flow(rows).find({NAME: _LABELS})[NAME])


def _every(flow: Flow) -> Iterator[tuple[bool, Found]]:
    """Yield the serials behind labels, and whether what stands before says that it is the new one's."""
    flow = Flow([parted(row, _RUN_IN) for row in flow.rows])
    for place in flow.find({NAME: _LABELS})[NAME]:
        said = re.split(r"[;.]\s", flow.text(max(0, place.start - _CONTEXT), place.start))[-1]
        if contact.holds(f"{fold(said)} ".rpartition(_NEW)[2].strip(), _OLD):
            continue
        items = flow.until(place.end, [], 2)[:_WORDS]
        found = taken(NAME, items, serial)
        if found:
            sizes = range(1, len(items) + 1)
            size = next(size for size in sizes if serial(value_of(items[:size])) == found.value)
            yield _NEW in f"{fold(said)} ", replace(found, lines=lines_of(items[:size]))


def is_of_octets(value: str) -> bool:
    """Say whether a serial number has two digits an octet, as programs show it."""
    return len(value) % 2 == 0


def voted(readings: Sequence[tuple[str, float]]) -> str:
    """Return the serial number of which most readings have each digit, as long as most of them are.

    One digit that a reading has lost, has too many or has wrong is outvoted so; of as many the surest counts.
    """
    lengths = [len(text) for text, _ in readings]
    pivot = max((text for text, _ in readings), key=lambda text: lengths.count(len(text)))
    seen = zip(*(_laid_on(pivot, text) for text, _ in readings), strict=True)
    return "".join(_most(list(zip(digits, (sure for _, sure in readings), strict=True))) for digits in seen)


def _most(digits: Sequence[tuple[str, float]]) -> str:
    """Return the digit that most readings have, the surest one of as many."""
    count = Counter(digit for digit, _ in digits)
    return max(digits, key=lambda one: (count[one[0]], one[1]))[0]


def _laid_on(pivot: str, text: str) -> list[str]:
    """Return what a reading has for each digit of another one, nothing where it lost that."""
    digits = list(pivot)
    for step in Levenshtein.opcodes(pivot, text):
        if step.tag == "delete":
            digits[step.src_start : step.src_end] = [""] * (step.src_end - step.src_start)
        elif step.tag == "replace":
            digits[step.src_start : step.src_end] = text[step.dest_start : step.dest_end]
    return digits


def serial(text: str) -> str:
    """Return the serial number at the beginning of a text, in capitals and without gaps; empty where none is.

    Real ones have 16 to 40 hexadecimal digits (20 octets at most, RFC 5280 section 4.1.2.2). Dirt may part them.
    A "T" among them is a 1 where that makes a usual one, and none has a mark: "54A6AÄ39".
    """
    text = text.translate(_MARKED)
    run = re.match(r"[\W_]*([0-9A-Za-z|!](?:[\s:.-]{0,2}[0-9A-Za-z|!§óõòÓÕÒ])*)", text)
    if run is None:
        return ""
    digits = ""
    for between, part in re.findall(r"([\s:.-]*)([^\s:.-]+)", run[1]):
        if len(between) > 1 and len(digits) >= USUAL:
            break
        if not re.search(r"\d", part) and not re.fullmatch(r"[A-Fa-f]{2}|[A-F]{4}", part):
            break
        digits += part
    digits = digits.upper().translate(_LOOKALIKES)
    found = _HEX.fullmatch(digits) or _WHOLE.fullmatch(digits.replace("T", "1"))
    return found[0] if found else ""
