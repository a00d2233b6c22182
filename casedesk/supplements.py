"""The points of a supplement request, as the checklist gives them and as a clerk edits them before it goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.translation import gettext as _

from casedesk.models import Case
from intake.facts import Kind
from intake.models import KIND_LABELS
from verification import checklist, remedies
from verification.findings import Outcome

_PAPERS = {
    "request_letter": Kind.REQUEST_LETTER,
    "licence": Kind.BUSINESS_LICENCE,
    "tax_certificate": Kind.TAX_CERTIFICATE,
    "identity": Kind.IDENTITY,
    "introduction": Kind.INTRODUCTION_LETTER,
}
MOST = 40
LONGEST = 1000
"""Letters of one part of a point; a letter of many pages is no letter."""


@dataclass(frozen=True, slots=True)
class Point:
    """What is wrong and what to send; `rule` is empty where the clerk added it."""

    rule: str = ""
    what: str = ""
    why: str = ""
    remedy: str = ""
    is_kept: bool = True

    @property
    def is_blank(self) -> bool:
        """Whether it is an added row in which nothing stands."""
        return not (self.rule or self.what or self.why or self.remedy)

    @property
    def is_whole(self) -> bool:
        """Whether it says what it is about, why that does not do, and what to send instead."""
        return bool(self.what and self.why and self.remedy)


def points_of(case: Case) -> list[Point]:
    """Return one point a failed rule, in the checklist's order and as the letter will say it: in Vietnamese."""
    with translation.override("vi"):
        failed = case.findings.filter(outcome=Outcome.FAIL)
        return [Point(one.rule, _subject(one.rule), one.why, remedies.remedy(one.rule)) for one in failed]


def updated(case: Case, edited: Sequence[Point]) -> list[Point]:
    """Return edited points as the checklist stands now: new failures are added, a rule that passes by now is not
    asked for any more, but its text stays."""
    texts = {point.rule: point for point in edited if point.rule}
    now = [texts.pop(point.rule, point) for point in points_of(case)]
    passed = [replace(point, rule="", is_kept=False) for point in texts.values()]
    return [*now, *passed, *(point for point in edited if not point.rule and not point.is_blank)]


def problem(case: Case, points: Sequence[Point], note: str, reason: str) -> str:
    """Say why a request cannot go like this; empty when it can."""
    failed = set(case.findings.filter(outcome=Outcome.FAIL).values_list("rule", flat=True))
    rules = [point.rule for point in points if point.rule]
    if set(rules) != failed or len(rules) != len(failed):
        return _("Danh mục kiểm tra vừa thay đổi. Hãy xem lại danh sách dưới đây rồi gửi.")
    if not kept(points) and not note.strip():
        return _("Phiếu chưa có điểm nào: hãy ghi điều cần bổ sung.")
    if left_out(points) and not reason.strip():
        names = ", ".join(point.what for point in left_out(points))
        return _("Hãy ghi lý do không yêu cầu bổ sung điểm không đạt: %(names)s.") % {"names": names}
    if not all(point.is_whole for point in kept(points)):
        return _("Mỗi điểm trong phiếu phải ghi đủ: giấy tờ nào, vì sao chưa đạt, cần gửi gì.")
    if len(points) > MOST or any(len(text) > LONGEST for text in _texts(points)):
        return _("Phiếu quá dài: nhiều nhất %(most)d điểm, mỗi ô %(longest)d chữ.") % {
            "most": MOST,
            "longest": LONGEST,
        }
    return ""


def kept(points: Sequence[Point]) -> list[Point]:
    """Return the points that the letter says."""
    return [point for point in points if point.is_kept and not point.is_blank]


def left_out(points: Sequence[Point]) -> list[Point]:
    """Return the failed rules that the letter does not ask about."""
    return [point for point in points if point.rule and not point.is_kept]


def as_json(points: Iterable[Point]) -> list[dict[str, str]]:
    """Return the points in the shape of a letter order's column."""
    return [{"what": point.what, "why": point.why, "remedy": point.remedy} for point in points]


def _subject(rule: str) -> str:
    """Name what a failed rule is about: its paper, or what the papers do not agree on."""
    paper = next((kind for prefix, kind in _PAPERS.items() if rule.startswith(prefix)), None)
    return str(KIND_LABELS[paper] if paper else checklist.TITLES[rule])


def _texts(points: Iterable[Point]) -> Iterable[str]:
    return (text for point in points for text in (point.what, point.why, point.remedy))
