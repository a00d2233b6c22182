"""The representatives of a licence of several pages: who stands on a further page follows those before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from intake import slips, votes
from intake.facts import Kind
from intake.fields import licence
from intake.leaf import Candidate, Leaf
from intake.naming import base
from intake.text import fold

_NAME, _NUMBER = "representative", "representative_id"
People = list[dict[str, Candidate]]


def counted_on(kind: Kind, leaves: Sequence[Leaf]) -> Iterator[tuple[str, Candidate]]:
    """Yield the values of a paper's pages by name; a licence's representatives are counted on from page to page.

    Each page counts its own from the first: the first of a second page is the second person, or the first again.
    """
    before: People = []
    is_named = any(base(name) == _NAME for leaf in leaves for name in leaf.candidates)
    is_counted = kind is Kind.BUSINESS_LICENCE
    for leaf in leaves:
        people = _people(leaf.candidates) if is_counted else {}
        for ending, person in people.items():
            if ending == licence.OF_BEFORE:
                if before and _NUMBER not in before[-1]:
                    before[-1] |= person
                    yield _renamed(person[_NUMBER], len(before) - 1)
                continue
            if is_named and _NAME not in person and not _may_be_one(person[_NUMBER]):
                continue
            if _NAME not in person and before and _NUMBER not in before[-1]:  # perhaps of who is named before
                person[_NUMBER] = replace(person[_NUMBER], is_choice=True)
            place = _place(person, before)
            before += [person] if place == len(before) else []
            yield from (_renamed(one, place) for one in person.values())
        yield from (
            (name, one)
            for name, one in leaf.candidates.items()
            if not (is_counted and base(name) in (_NAME, _NUMBER))
        )


def _people(candidates: Mapping[str, Candidate]) -> dict[str, dict[str, Candidate]]:
    """Return name and number of each representative on a page, in their order; first who was named before it."""
    made: dict[str, dict[str, Candidate]] = {}
    for name, one in candidates.items():
        if base(name) in (_NAME, _NUMBER):
            made.setdefault(_ending(name), {})[base(name)] = one
    return dict(sorted(made.items(), key=lambda one: (one[0] != licence.OF_BEFORE, one[0])))


def _may_be_one(number: Candidate) -> bool:
    """Say whether a number without a name was read as one that a person may have: figures of a table are none."""
    return any(votes.is_plausible(_NUMBER, text) for text, _ in number.readings)


def _place(person: Mapping[str, Candidate], before: Sequence[Mapping[str, Candidate]]) -> int:
    """Return which of some persons one is, by number or by name but for a slip, or how many they are."""
    return next((index for index, other in enumerate(before) if _are_one(person, other)), len(before))


def _are_one(person: Mapping[str, Candidate], other: Mapping[str, Candidate]) -> bool:
    numbers = [_values(one, _NUMBER) for one in (person, other)]
    if numbers[0] & numbers[1]:
        return True
    return any(
        slips.may_be_slip(fold(name), fold(seen))
        for name in _values(person, _NAME)
        for seen in _values(other, _NAME)
    )


def _values(person: Mapping[str, Candidate], name: str) -> set[str]:
    return {text for text, _ in person[name].readings if text} if name in person else set()


def _renamed(one: Candidate, place: int) -> tuple[str, Candidate]:
    name = base(one.name) + (f"_{place + 1}" if place else "")
    return name, replace(one, name=name)


def _ending(name: str) -> str:
    return name.removeprefix(base(name))
