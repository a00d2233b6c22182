"""Which of two readings of a value on one page stands: the engine's, or one read anew or more closely."""

from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from intake import numbers, slips
from intake.fields.found import Found
from intake.text import squeezed

CLEARLY_SURER = 0.2
"""By how much a reading is surer that is clearly so."""
_ONE_THING = 0.75
"""How like each other two readings of one thing are at least."""
_LEAST_BEGUN = 0.4
"""How much of a value is its beginning, and no other one's."""
_ONE_PLACE = 0.8
"""How much of a number's width another reading of it covers that stands in its place."""
_HARDLY_SEEN = 0.4
"""So unsure of an address of e-mail the engine has not seen another one in its place."""
GUESSED = 0.1
"""What the engine is so unsure of it has guessed."""


def not_led_to(one: Found, again: Found | None) -> Found:
    """Return an address of e-mail without its doubt where the second reader sees it whole, nothing before it."""
    is_seen = again is not None and again.value == one.value and not again.is_choice
    return replace(one, is_choice=False, is_led_to=False) if one.is_led_to and is_seen else one


def is_in_small_letters(again: Found, one: Found) -> bool:
    """Say whether a name that was taken from a heading in capitals stands in a sentence as well."""
    return one.value.isupper() and not again.value.isupper() and squeezed(one.value) == squeezed(again.value)


def chosen(again: Found, one: Found) -> Found:
    """Return a value read anew; a choice where it is another thing than the engine took for it, and did not guess.

    A name that was read in a heading has the small letters of the sentence that the engine took it from.
    """
    whole, other = squeezed(again.value), squeezed(one.value)
    if one.name == "email" and _is_without_a_part(again.value, one.value):
        return one
    if Levenshtein.normalized_similarity(whole, other) < _ONE_THING and not _is_begun(whole, other):
        is_other = one.confidence > GUESSED and not _is_misread(one, again)
        return replace(again, is_choice=again.is_choice or is_other)
    is_of_heading = again.value.isupper() and not one.value.isupper()
    return replace(again, value=slips.as_written(again.value, one.value)) if is_of_heading else again


def _is_misread(one: Found, again: Found) -> bool:
    """Say whether figures stand where the engine saw others, or an address where it hardly saw one."""
    is_number = again.value.isdigit() and numbers.digits_of(one.value) != ""
    is_address = one.name == "email" and one.confidence < _HARDLY_SEEN
    if not (is_number or is_address):
        return False
    shared = min(one.box[2], again.box[2]) - max(one.box[0], again.box[0])
    is_level = min(one.box[3], again.box[3]) > max(one.box[1], again.box[1])
    return is_level and shared > _ONE_PLACE * max(one.box[2] - one.box[0], again.box[2] - again.box[0])


def _is_begun(whole: str, part: str) -> bool:
    """Say whether the engine read the first half of a value, or more: an e-mail address that it broke off."""
    alike = Levenshtein.normalized_similarity(whole[: len(part)], part)
    return len(part) > _LEAST_BEGUN * len(whole) and alike > _ONE_THING


def _is_without_a_part(address: str, whole: str) -> bool:
    """Say whether an address of e-mail is another one without a part of its domain: a word that was lost."""
    box, _, domain = address.partition("@")
    parts = iter(whole.partition("@")[2].split("."))
    return address != whole and whole.startswith(f"{box}@") and all(part in parts for part in domain.split("."))


def has_lost(value: str, whole: str) -> bool:
    """Say whether a value is another one without some of its words."""
    words = iter(squeezed(word) for word in whole.split())
    return len(value) < len(whole) and all(squeezed(word) in words for word in value.split())


def is_seen_better(one: Found, before: Found) -> bool:
    """Say whether a value is read more surely than before; as another one much more so."""
    needed = 0.0 if one.value == before.value else CLEARLY_SURER
    return one.confidence >= before.confidence + needed
