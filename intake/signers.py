"""Who signed a letter where no reader took it for a name: a row under the seal that is nearly another paper's."""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from intake.assembling import Paper
from intake.facts import Box, Field, Kind, Source
from intake.leaf import Leaf
from intake.naming import base
from intake.text import squeezed
from intake.value import Value

NAME = "representative"
_NAMES = (NAME, "full_name")
_ALIKE, _LOOKS = 0.8, 2
"""How like a name a row is at least, and in how many looks at the place."""
_SHORT = 2
"""Words of what may be scraps of a seal: "VĨ PH"."""
_NEVER_LAST = " thị"
"""What no name ends with."""
_SURE = 0.5


def named(values: Sequence[Value], papers: Sequence[Paper]) -> list[Value]:
    """Return values with the signer of a letter that other papers name and rows under its seal nearly say.

    Where no name was read, or scraps that no other paper has: somebody's whole name stays, whoever that is.
    """
    made = list(values)
    for index, paper in enumerate(papers):
        own = next((one for one in made if one.paper == index and one.name == NAME), None)
        if paper.kind is not Kind.REQUEST_LETTER or not (own is None or _is_scrap(own, values)):
            continue
        begun = squeezed(own.field.value) if own and own.field.value.lower().endswith(_NEVER_LAST) else ""
        if found := next(_signers(index, paper.leaves, values, begun), None):
            made = [one for one in made if one is not own] + [found]
    return made


def _is_scrap(value: Value, values: Sequence[Value]) -> bool:
    """Say whether a name may be scraps: of two words, not sure, and no other paper's."""
    others = {squeezed(one.field.value) for one in values if one.paper != value.paper and base(one.name) in _NAMES}
    is_short = len(value.field.value.split()) <= _SHORT and not value.field.certain
    return is_short and squeezed(value.field.value) not in others


def _signers(index: int, leaves: Sequence[Leaf], values: Sequence[Value], begun: str) -> Iterator[Value]:
    """Yield who of other papers' persons signed a letter, as a row says or what was read begins."""
    names = {
        one.field.value.upper()
        for one in values
        if one.paper != index and base(one.name) in _NAMES and one.field.certain
    }
    for leaf in leaves:
        for name in sorted(names):
            box = _place(leaf, name)
            if box is not None or (begun and squeezed(name).startswith(begun)):
                field = Field(
                    name.title(), _SURE, certain=False, page=leaf.page.number, box=box, source=Source.OCR
                )
                yield Value(index, Kind.REQUEST_LETTER, NAME, None, field)


def _place(leaf: Leaf, name: str) -> Box | None:
    """Return where a page is signed with a name, badly read; None where it is not."""
    likeness = [
        (Levenshtein.normalized_similarity(squeezed(text), squeezed(name)), box) for text, box in leaf.signed
    ]
    near = [one for one in likeness if one[0] >= _ALIKE]
    return max(near)[1] if len(near) >= _LOOKS else None
