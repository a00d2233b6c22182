"""The end of an address: a province, of which there are few, so that what is left of its name says which."""

import re
import unicodedata
from collections import Counter
from functools import cache

from rapidfuzz.distance import Levenshtein

from intake import lexicon
from intake.text import SMALL, bare, fold, squeezed

_END = re.compile(
    r"^(.*,\s*)(?:(tỉnh|thành phố)|t[^\W\d_]{0,2}h|(?:thành )?[^\W\d_]{1,2})\s+([^\W\d_]+(?: [^\W\d_]+){0,3})$",
    re.IGNORECASE,
)
"""All before the last part; its rank, or some letters of one; and what is left of a name."""
_OF_BRANCH = re.compile(r"\btai (?:tinh|thanh pho)(?: (.+))?$")
"""Where a branch is, at the end of its folded name."""
_SPECK = re.compile(rf"(?<=[^\W\d_])[:;.'](?=[{SMALL}][^,]*$)")
"""A speck inside a word of the last part: "tỉnh Gia L:ai"."""
_LONG, _ONE_NAME, _CLEARLY = 6, 0.75, 0.1
"""Letters of a name that was misread, how like it a province's is at least, and how much liker than any other."""
_PROVINCE, _CITY = "tỉnh", "thành phố"
_CITIES = frozenset({"ha noi", "hue", "hai phong", "da nang", "can tho", "ho chi minh"})
"""The six cities that are under the centre since July 2025 (Nghị quyết 202/2025/QH15)."""
_SHORT = frozenset({"t", "tp", "tx", "tt", "xa", "to", "ap", "p", "q", "h"})
"""What other parts of an address begin with, and what is short for these."""
_OF_OTHERS = frozenset({"ha", "da", "hai"})
"""What other cities begin with, which provinces had before: Hà Tĩnh, Đà Lạt, Hải Dương."""


def completed(address: str) -> str:
    """Return an address whose last part names its province whole: "tỉnh Lâm" is "tỉnh Lâm Đồng".

    So is a mark misread in it, "tỉnh Bắc Nịnh", and a capital, "tỉnh Lào cai"; one that stands over another vowel
    ("Hoà") is no misreading. Unchanged where the name is whole, or might be another's too. A rank of which a
    letter or two are left is the province's own.
    """
    clean = _SPECK.sub("", address)
    if clean != address and fold(clean.rpartition(",")[2]).endswith(tuple(_written())):
        address = clean
    end = _END.match(address)
    if end is None:
        return address
    before, rank, name = end.groups()
    if bare(address[len(before) : -len(name)]).strip().lower() in _SHORT:
        return address
    known = _written().get(fold(name), "")
    if rank is None:
        return f"{before}{_CITY if fold(name) in _CITIES else _PROVINCE} {name}" if known else address
    if known and Counter(unicodedata.normalize("NFD", known.lower())) != Counter(
        unicodedata.normalize("NFD", name.lower())
    ):
        return f"{before}{rank} {_capitalised(known)}"
    if known and known.lower() == name.lower() and not name.isupper():
        return f"{before}{rank} {_capitalised(known)}"
    options = [] if known else [one for one in _written() if one.startswith(fold(name))]
    if bare(rank).lower() == bare(_CITY):
        options = [one for one in options if one in _CITIES and fold(name) not in _OF_OTHERS]
    options = options or ([] if known else _ended(name) or _alike(name))
    if len(options) != 1:
        return address
    whole = _capitalised(_written()[options[0]])
    is_begun = options[0].startswith(fold(name))
    return f"{before}{rank} {name}{whole[len(name) :]}" if is_begun else f"{before}{rank} {whole}"


def is_cut(branch: str) -> bool:
    """Say whether a branch's name ends amid its province's or before it: "… tại thành phố Đà N"."""
    end = _OF_BRANCH.search(fold(branch))
    left = (end[1] or "") if end else "?"
    return left not in _written() and any(one.startswith(left) for one in _written())


def _ended(name: str) -> list[str]:
    """Return the provinces whose last word lost its beginning: "Phú Ọ" of "Phú Thọ"."""
    head, _, tail = name.lower().rpartition(" ")
    return [one for one, whole in _written().items() if head and _is_end(whole.lower(), head, tail)]


def _is_end(whole: str, head: str, tail: str) -> bool:
    before, _, last = whole.rpartition(" ")
    return before == head and last.endswith(tail)


def _alike(name: str) -> list[str]:
    """Return the one province whose name is but for a letter or two as some letters are: "Khánhfdòa"."""
    likeness = {one: Levenshtein.normalized_similarity(squeezed(one), squeezed(name)) for one in _written()}
    best, next_best, *_ = sorted(likeness.values(), reverse=True)
    is_one = len(name) >= _LONG and best >= _ONE_NAME and best - next_best >= _CLEARLY
    return [one for one, like in likeness.items() if like == best] if is_one else []


def _capitalised(name: str) -> str:
    return " ".join(map(str.capitalize, name.split()))


@cache
def _written() -> dict[str, str]:
    """Return the provinces, those of before July 2025 too, by their folded names."""
    return {fold(name): name for name in lexicon.province_names()}
