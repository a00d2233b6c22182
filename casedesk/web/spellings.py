"""What papers that do not agree write, one under the other, with the words marked in which they differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.functional import Promise

from intake.facts import Kind
from intake.models import KIND_LABELS, Document
from verification import names
from verification.models import Finding

RULES = frozenset({"company_agrees", "representative_agrees", "tax_code_agrees", "bearer_agrees"})
_GROUPS = (
    ("company_name",),
    ("tax_code",),
    ("representative", "full_name"),
    ("representative_id", "id_number"),
    ("bearer",),
    ("bearer_id",),
)
"""Fields that are compared with one another."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some words, and whether the first paper has others there."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Spelling:
    """A value as one paper has it; `key` is the id of its field on the page."""

    paper: str | Promise
    key: str
    parts: Sequence[Part]


def spellings_of(row: Finding, documents: Mapping[int, Document]) -> Sequence[Spelling]:
    """Return the values that a rule on agreement compared, those that are all alike left out."""
    if row.rule not in RULES:
        return ()
    papers = [documents[pk] for pk in row.documents if pk in documents]
    return [spelling for group in _GROUPS for spelling in _group(papers, [n for n in group if n in row.fields])]


def _group(papers: Sequence[Document], fields: Sequence[str]) -> Iterator[Spelling]:
    values = [
        (paper, field.name, field.value)
        for paper in papers
        for field in paper.fields.all()
        if field.value and _base(field.name) in fields
    ]
    if len({names.fold(value) for _paper, _name, value in values}) < 2:
        return
    first = values[0][2]
    for paper, name, value in values:
        yield Spelling(KIND_LABELS[Kind(paper.kind)], f"f-{paper.pk}-{name}", _parts(first, value))


def _base(name: str) -> str:
    return name.rstrip("0123456789").rstrip("_") if name[-1].isdigit() else name


def _parts(first: str, value: str) -> Sequence[Part]:
    theirs, ours = first.split(), value.split()
    matcher = SequenceMatcher(None, [names.fold(word) for word in theirs], [names.fold(word) for word in ours])
    return [
        Part(" ".join(ours[start:end]), tag != "equal")
        for tag, _from, _to, start, end in matcher.get_opcodes()
        if end > start
    ]
