"""What lost its first or last words where it was read: names that stand whole elsewhere, and seats."""

from collections.abc import Sequence
from dataclasses import replace

from intake import slips
from intake.assembling import Paper
from intake.fields import provinces
from intake.fields.companies import FORMS, LEGAL_FORM
from intake.naming import base
from intake.text import bare, fold, squeezed
from intake.value import Value

_NAMES = {"company_name": ("company_name",), "representative": ("representative", "full_name")}
"""Names that may be cut short, and which names of other papers are of the same company or person."""
_BRANCH, _AT = ["chi", "nhanh"], "tai"
_IN_SMALL = frozenset({"ty", "phần", "nhánh", "nhiệm", "hữu", "hạn", "thành", "viên"})
_NEVER_LAST = frozenset({"mien", "nhap", "va", "trach", "huu"})
"""Folded words that no name ends with: "MIỀN BẮC", "XUẤT NHẬP KHẨU"."""
_VOWELS = frozenset("aeiouy")
_LEAST = 7
"""Letters that a name has at the least, for a page's text to say it and no other."""


def mended(value: Value, values: Sequence[Value], papers: Sequence[Paper]) -> Value:
    """Return a name with the words it lost: another paper has them, and the text of its own pages too.

    Of a seat the name of its province is completed where it can be one alone; somebody has to look then.

    A row of a cell or of a heading is lost where a name is read, or a scratch breaks a word of it, but papers say
    their company and its owner more than once. The name is as sure as the other paper's; a person's that ends amid
    a syllable is never sure, for somebody else's may begin so.
    """
    if value.name == "address":
        whole = provinces.completed(value.field.value)
        is_so = whole == value.field.value
        return value if is_so else replace(value, field=replace(value.field, value=whole, certain=False))
    if base(value.name) not in _NAMES:
        return value
    text = "".join(leaf.text for leaf in papers[value.paper].leaves)
    cut = squeezed(value.field.value)
    is_unfinished = not _NEVER_LAST.isdisjoint(fold(value.field.value).split()[-1:])
    is_broken = value.name != "company_name" and any(map(_has_no_vowel, value.field.value.split()))
    is_unfinished |= is_broken or (value.name == "company_name" and provinces.is_cut(value.field.value))
    others = {  # of papers alike the one that does not write it in capitals throughout
        other.field.value.upper(): other
        for other in sorted(values, key=lambda one: not one.field.value.isupper())
        if base(other.name) in _NAMES[base(value.name)]
        and other.paper != value.paper
        and other.field.certain
        and (is_unfinished or _is_seen_alike(other))
        and _goes_on(other, cut, text, is_unfinished=is_unfinished)
    }
    if len(others) != 1:
        return value.in_doubt() if is_broken else value
    ((_, other),) = others.items()
    whole, is_in_capitals = other.field.value, value.field.value.isupper()
    name = whole if whole.isupper() is is_in_capitals else slips.as_written(whole, value.field.value)
    certain = _is_seen_alike(other) and not is_broken
    return replace(value, candidate=None, field=replace(value.field, value=name, certain=certain))


def _has_no_vowel(word: str) -> bool:
    """Say whether a word is the beginning of a syllable alone: "TH" of a person's "THÊU"."""
    return _VOWELS.isdisjoint(bare(word).lower())


def begun(value: Value, values: Sequence[Value]) -> Value:
    """Return a company's name with the words of its form that it lost before it, as another paper has them.

    Somebody has to look. "CÔNG TY MẪU" beside "CHI NHÁNH CÔNG TY MẪU" is another, unless it says where it is.
    """
    if value.name != "company_name":
        return value
    others = {
        other.field.value.upper(): other.field.value
        for other in values
        if other.name == value.name
        and other.paper != value.paper
        and other.field.certain
        and _ends_with(fold(other.field.value).split(), fold(value.field.value).split())
    }
    if len(others) != 1:
        return value
    ((upper, whole),) = others.items()
    form = whole[: len(whole) - len(value.field.value)]
    form = form.upper() if value.field.value.isupper() else " ".join(map(_as_form, form.split())) + " "
    is_whole = squeezed(form + value.field.value) == squeezed(upper)
    name = form + value.field.value if is_whole else whole
    return replace(value, candidate=None, field=replace(value.field, value=name, certain=False))


def _as_form(word: str) -> str:
    """Return a word of a legal form as it is written in a name of small letters: "Công ty Cổ phần", "TNHH"."""
    form = LEGAL_FORM.get(word.lower(), "")
    if form.isupper():
        return form
    return word.lower() if word.lower() in _IN_SMALL else word.capitalize()


def _ends_with(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Say whether a folded name is another one behind some words of its legal form."""
    before = whole[: len(whole) - len(part)]
    is_of_branch = before[:2] == _BRANCH and _AT not in part
    return bool(before) and whole[len(before) :] == part and FORMS.issuperset(before) and not is_of_branch


def _is_seen_alike(other: Value) -> bool:
    """Say whether both readers saw a name with the same marks."""
    readings = other.candidate.readings[:2] if other.candidate else ()
    return len({text.upper() for text, _ in readings}) <= 1


def _goes_on(other: Value, cut: str, text: str, *, is_unfinished: bool) -> bool:
    """Say whether another paper's name goes on from what is left of one, and a text holds all of it.

    One that ends as no name does needs no text.
    """
    letters = squeezed(other.field.value)
    is_said = letters in text or is_unfinished
    return len(cut) >= _LEAST and letters != cut and letters.startswith(cut) and is_said
