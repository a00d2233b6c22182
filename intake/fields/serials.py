"""The serial number of the new certificate, where a letter names one: "số serial 5404…"."""

import re
from collections.abc import Iterator, Sequence

from intake.fields import contact
from intake.fields.flow import Flow
from intake.fields.found import Found, taken
from intake.text import fold
from intake.words import Line

NAME = "certificate_serial"
_LABELS = (
    "số serial", "serial number", "số sê-ri", "số seri", "số hiệu chứng thư số", "số hiệu chứng thư", "serial",
    "số sê ri", "số xê-ri", "serial chữ ký số", "số chứng thư số",
)  # fmt: skip
_OLD = ("cu", "bi mat", "bi hong", "het han", "truoc day", "dang gan")
_NEW = " moi "
_LOOKALIKES = str.maketrans("OQLI|!SZGÓÕÒ", "001111526666")
_HEX = re.compile(r"[0-9A-F]{16,40}")
_WORDS = 20
_CONTEXT = 12


def read(flow: Flow) -> Found | None:
    """Return the serial behind a label, not that of the old certificate; a choice where two are named."""
    options = list(_every(flow))
    if not options:
        return None
    first = options[0]
    is_choice = any(one.value != first.value for one in options)
    return Found(first.name, first.value, first.lines, is_choice)


def is_named(rows: Sequence[Line]) -> bool:
    """Say whether a page speaks of a serial number."""
    return bool(Flow(rows).find({NAME: _LABELS})[NAME])


def _every(flow: Flow) -> Iterator[Found]:
    for place in flow.find({NAME: _LABELS})[NAME]:
        said = re.split(r"[;.]\s", flow.text(max(0, place.start - _CONTEXT), place.start))[-1]
        if contact.holds(f"{fold(said)} ".rpartition(_NEW)[2].strip(), _OLD):
            continue
        found = taken(NAME, flow.until(place.end, [], 2)[:_WORDS], serial)
        if found:
            yield found


def serial(text: str) -> str:
    """Return the serial number at the beginning of a text, in capitals and without gaps; empty where none is.

    Real ones have 16 to 40 hexadecimal digits (20 octets at most, RFC 5280 section 4.1.2.2).
    """
    run = re.match(r"[\W_]*([0-9A-Za-z|!](?:[\s:.-]?[0-9A-Za-z|!óõòÓÕÒ])*)", text)
    if run is None:
        return ""
    digits = ""
    for part in re.split(r"[\s:.-]+", run[1]):
        if not re.search(r"\d", part) and not re.fullmatch(r"[A-Fa-f]{2}|[A-F]{4}", part):
            break
        digits += part
    found = _HEX.fullmatch(digits.upper().translate(_LOOKALIKES))
    return found[0] if found else ""
