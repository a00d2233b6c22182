"""Pages put together to papers: a licence of several pages, the two sides of a card."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake import kinds
from intake.facts import DOCUMENT_KINDS, Kind
from intake.fields import certification
from intake.leaf import BY_PLACE, Leaf
from intake.text import bare

_TITLES = {
    Kind.BUSINESS_LICENCE: ("giaychungnhandangky",),
    Kind.TAX_CERTIFICATE: ("giaychungnhandangkythue",),
    Kind.INTRODUCTION_LETTER: ("giaygioithieu",),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """Pages that are one paper, in their order."""

    kind: Kind
    leaves: tuple[Leaf, ...]


def papers(leaves: Sequence[Leaf]) -> list[Paper]:
    """Return the papers among some pages, in the order of their first pages."""
    groups: list[list[Leaf]] = []
    for leaf in leaves:
        if leaf.kind not in DOCUMENT_KINDS:
            continue
        home = next((group for group in reversed(groups) if _belongs(leaf, group, leaves)), None)
        if home is None:
            groups.append([leaf])
        else:
            home.append(leaf)
    return [Paper(group[0].kind, tuple(group)) for group in groups]


def homed(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return pages where a stamp alone on its page is the one uncertified paper's if the paper before has its own.

    Sheets come in any order: the stamp on a card's back may lie behind a licence. That is no more than likely, so
    that the stamp is not certain then, and somebody has to look.
    """
    return [_homed(leaf, [one for one in leaves if one is not leaf]) for leaf in leaves]


def _homed(leaf: Leaf, others: Sequence[Leaf]) -> Leaf:
    mark = leaf.certification
    is_alone = (
        mark is not None and mark.found and all(name.startswith(certification.PREFIX) for name in leaf.candidates)
    )
    if mark is None or not is_alone or leaf.page.confidence > BY_PLACE or _has_title(leaf) or leaf.zone:
        return leaf
    certified = {one.kind for one in others if one.certification and one.certification.found}
    lacking = {one.kind for one in others if one.certification} - certified
    if leaf.kind not in certified or len(lacking) != 1:
        return leaf
    page = replace(leaf.page, kind=lacking.pop())
    return replace(leaf, page=page, certification=replace(mark, certain=False))


def _belongs(leaf: Leaf, group: Sequence[Leaf], leaves: Sequence[Leaf]) -> bool:
    if leaf.kind != group[0].kind:
        return False
    if leaf.kind is Kind.IDENTITY:
        return _is_other_side(leaf, group)
    if not _has_title(leaf):
        return True
    titled = [one for one in leaves if one.kind == leaf.kind and _has_title(one)]
    return not _has_title(group[0]) and (len(titled) == 1 or _follows(leaf, group[-1], leaves))


def _follows(leaf: Leaf, last: Leaf, leaves: Sequence[Leaf]) -> bool:
    """Say whether nothing but blank pages stands between two pages."""
    between = [one for one in leaves if last.page.number < one.page.number < leaf.page.number]
    return all(one.kind is Kind.BLANK for one in between)


def _has_title(leaf: Leaf) -> bool:
    if leaf.kind is Kind.REQUEST_LETTER:
        return kinds.is_addressed(leaf.text)
    return any(title in leaf.text for title in _TITLES.get(leaf.kind, ()))


def _is_other_side(leaf: Leaf, group: Sequence[Leaf]) -> bool:
    """Say whether a page is a side of the card of other pages: the same number, or sides that lack each other."""
    ours, theirs = _numbers(leaf), {number for one in group for number in _numbers(one)}
    if ours and theirs:
        return bool(ours & theirs)
    return not ({"front"} & _sides(leaf) & {side for one in group for side in _sides(one)})


def _numbers(leaf: Leaf) -> set[str]:
    found = {leaf.card.number} if leaf.card else set()
    if leaf.zone and leaf.zone.valid:
        found |= {leaf.zone.number, leaf.zone.personal_number} - {""}
    if "id_number" in leaf.candidates and not found:
        found = {value for value, _ in leaf.candidates["id_number"].readings if value}
    return found


def _sides(leaf: Leaf) -> set[str]:
    front = "full_name" in leaf.candidates or "fullname" in bare(leaf.text)
    return {"front"} if front else {"back"}
