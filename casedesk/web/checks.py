"""The checklist as screens show it: failures and doubts first, each with its sign, its words and its reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casedesk import versions
from casedesk.history import Line
from casedesk.lib.compiled import Compiled
from casedesk.models import Act, Case
from casedesk.web import spellings
from casedesk.web.screen import Entry
from casedesk.web.spellings import Spelling
from intake import records
from intake.models import Document
from verification.checklist import TITLES
from verification.findings import Outcome
from verification.models import Finding, Judgement

TONES = {
    Outcome.FAIL: ("failed", _("không đạt")),
    Outcome.UNSURE: ("unsure", _("chưa chắc")),
    Outcome.PASS: ("done", _("đạt")),
    Outcome.NOT_NEEDED: ("waiting", _("không cần")),
}
_ORDER = list(TONES)
_CERTIFICATE = "certificate_acceptable"
_FINDINGS = Compiled(lambda case: Finding.objects.filter(case=case))
_JUDGEMENTS = Compiled(lambda case: Judgement.objects.filter(case=case).select_related("by").order_by("id"))
QUERIES = (_FINDINGS, _JUDGEMENTS)
"""All that `checks_of` asks beside the papers, by the key of a case."""
_OPEN = (Outcome.FAIL, Outcome.UNSURE)


@dataclass(frozen=True, slots=True)
class Check:
    """One rule's outcome; `place` is the id of the first field that it looked at."""

    rule: str
    title: str | Promise
    tone: str
    words: str | Promise
    why: str
    place: str
    version: str
    typed: str = ""
    error: str = ""
    persons: int = 1
    settled_by: Sequence[str] = ()
    spellings: Sequence[Spelling] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody must still do something about it."""
        return self.tone in {"failed", "unsure"}


def checks_of(
    case: Case,
    typed: Mapping[str, Entry] | None = None,
    documents: Sequence[Document] | None = None,
    lines: Iterable[Line] | None = None,
) -> Sequence[Check]:
    """Return a case's checklist, failures first, then doubts, then what passed.

    `typed` holds by `rule-<code>` a reason that was refused, and why; `documents` are the case's papers and
    `lines` its history, where they were read already.
    """
    rows = sorted(_FINDINGS(case.pk), key=lambda row: _ORDER.index(Outcome(row.outcome)))
    words = _words_said(case, rows, lines)
    are_compared = any(row.rule in spellings.RULES and Outcome(row.outcome) in _OPEN for row in rows)
    gathered = records.documents_of(case.pk) if are_compared and documents is None else documents
    papers = {paper.pk: paper for paper in gathered or ()}
    return [
        replace(
            _check(row, words, (typed or {}).get(f"rule-{row.rule}", Entry())),
            spellings=spellings.spellings_of(row, papers),
        )
        for row in rows
    ]


def why_not_complete(checks: Sequence[Check]) -> str:
    """Say what keeps a dossier from being accepted; empty when nothing does."""
    failed = sum(check.tone == "failed" for check in checks)
    unsure = sum(check.tone == "unsure" for check in checks)
    if failed:
        return str(_("Còn %(count)d điểm không đạt: hãy yêu cầu bổ sung.")) % {"count": failed}
    if unsure:
        return str(_("Còn %(count)d điểm chưa chắc: hãy xác nhận hoặc kết luận từng điểm.")) % {"count": unsure}
    return ""


def _words_said(case: Case, rows: Sequence[Finding], lines: Iterable[Line] | None) -> Sequence[Judgement]:
    """Return what was said on doubts that need more than one person; of others no word is shown by itself."""
    if not any(row.persons > 1 and row.outcome == Outcome.UNSURE for row in rows):
        return ()
    if lines is not None and not any(line.act == Act.JUDGED for line in lines):
        return ()
    return _JUDGEMENTS(case.pk)


def _check(row: Finding, words_said: Sequence[Judgement], entry: Entry) -> Check:
    tone, words = TONES[Outcome(row.outcome)]
    place = f"f-{row.documents[0]}-{row.fields[0]}" if row.documents and row.fields else ""
    if row.documents and not row.fields:
        place = f"d-{row.documents[0]}"
    if row.rule == _CERTIFICATE and Outcome(row.outcome) != Outcome.NOT_NEEDED:
        place = "certificate"
    by = [f"{word.by}: {word.note}" for word in words_said if (word.rule, word.why) == (row.rule, row.why)]
    title = TITLES.get(row.rule, row.rule)
    seen = versions.of(row.why)
    return Check(row.rule, title, tone, words, row.why, place, seen, entry.text, entry.problem, row.persons, by)
