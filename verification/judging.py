"""How a rule comes to its finding: what it found wrong, else what it doubts, else what is good."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from intake.facts import Kind, Mark
from verification import papers
from verification.findings import Channel, Dossier, Finding, Outcome
from verification.papers import Paper, Reading
from verification.requirements import Need


@dataclass(frozen=True, slots=True)
class Judge:
    """One rule at work on some papers and fields.

    A finding names every doubt it has, with the values, since a clerk settles a finding as a whole.
    """

    rule: str
    papers: Sequence[Paper] = ()
    fields: tuple[str, ...] = ()

    def finds(self, failures: Iterable[str], doubts: Iterable[str], otherwise: str) -> Finding:
        """Fail with all failures, else be unsure with all doubts, else pass."""
        if wrong := _joined(failures):
            return self._answer(Outcome.FAIL, wrong)
        if unclear := _joined(doubts):
            return self._answer(Outcome.UNSURE, unclear)
        return self._answer(Outcome.PASS, papers.capitalised(otherwise))

    def warns(self, warnings: Iterable[str], otherwise: str) -> Finding:
        """Pass, or be a doubt that two persons must settle."""
        if text := _joined(warnings):
            return replace(self._answer(Outcome.UNSURE, text), persons=2)
        return self._answer(Outcome.PASS, papers.capitalised(otherwise))

    def not_needed(self, why: str) -> Finding:
        """Say that the rule does not apply to this dossier."""
        return self._answer(Outcome.NOT_NEEDED, why)

    def _answer(self, outcome: Outcome, why: str) -> Finding:
        return Finding(self.rule, outcome, why, tuple(sorted(paper.index for paper in self.papers)), self.fields)


def absent(kind: Kind) -> str:
    """Return why a rule about a paper does not apply when the paper is not there."""
    return _("Không xét vì hồ sơ chưa có %(paper)s.") % {"paper": papers.NAMES[kind]}


def is_spared(dossier: Dossier, kind: Kind) -> bool:
    """Say whether a kind of paper is not needed; the request letter always is."""
    return kind is not Kind.REQUEST_LETTER and dossier.requires(kind).need is Need.NEVER


def spared(dossier: Dossier, kind: Kind) -> str:
    """Return why a paper is not needed."""
    if kind is Kind.INTRODUCTION_LETTER and dossier.channel is Channel.POST:
        return _("Không cần vì hồ sơ gửi qua đường bưu điện.")
    return _("Không cần theo quy tắc của ngày nhận hồ sơ.")


def presence(rule: str, dossier: Dossier, kind: Kind, doubts: Iterable[str] = ()) -> Finding:
    """Judge whether a paper is there; where a page could not be read an absent paper is a doubt."""
    found = papers.of(dossier, kind)
    judge = Judge(rule, found)
    if is_spared(dossier, kind):
        return judge.not_needed(spared(dossier, kind))
    if found:
        strange = (_maybe_another(paper) for paper in found if papers.is_kind_doubtful(dossier, paper))
        there = _("Hồ sơ có %(papers)s.") % {"papers": "; ".join(paper.name for paper in found)}
        return judge.finds((), [*strange, *doubts], there)
    params = {"paper": papers.NAMES[kind]}
    if unread := papers.unread_pages(dossier):
        pages = ", ".join(str(page.number) for page in unread)
        text = _("Chưa thấy %(paper)s, nhưng trang %(pages)s không đọc được và có thể là giấy này.")
        return judge.finds((), [text % (params | {"pages": pages})], "")
    return judge.finds([_("Hồ sơ không có %(paper)s.") % params], (), "")


def certification(rule: str, dossier: Dossier, kind: Kind, found: Sequence[Paper]) -> Finding:
    """Judge whether copies bear the stamp of a certified copy (NĐ 23/2015), not "sao y" by the company."""
    if not found:
        return Judge(rule).not_needed(absent(kind))
    if is_spared(dossier, kind):
        return Judge(rule, found).not_needed(spared(dossier, kind))
    if not dossier.requires(kind).certified:
        return Judge(rule, found).not_needed(_("Quy tắc ngày nhận hồ sơ không đòi bản sao chứng thực."))
    return marked(
        Judge(rule, found),
        lambda paper: paper.document.certified,
        absent=_("%(paper)s chưa được chứng thực hoặc công chứng."),
        doubtful=_("Chưa rõ %(paper)s đã được chứng thực hoặc công chứng hay chưa."),
        there=_("%(paper)s đã được chứng thực hoặc công chứng."),
    )


def marked(
    judge: Judge, mark_of: Callable[[Paper], Mark | None], *, absent: str, doubtful: str, there: str
) -> Finding:
    """Judge a mark that every one of the papers must bear; papers that differ in it are a doubt."""
    surely = {paper.index: _surely(mark_of(paper)) for paper in judge.papers}
    lacking = [paper for paper in judge.papers if surely[paper.index] is not True]
    if judge.papers and all(is_there is False for is_there in surely.values()):
        return judge.finds((_about(absent, paper) for paper in lacking), (), "")
    whole = " ".join(_about(there, paper) for paper in judge.papers)
    return judge.finds((), (_about(doubtful, paper) for paper in lacking), whole)


def uncertain(readings: Iterable[Reading], label: str) -> list[str]:
    """Return a doubt for each reading that a person needs to look at."""
    text = _("%(label)s trong %(paper)s đọc chưa chắc chắn: %(value)s.")
    return [
        text % {"label": label, "paper": reading.paper.short_name, "value": reading.value}
        for reading in readings
        if not reading.certain
    ]


def unread(lacking: Iterable[Paper], label: str) -> list[str]:
    """Return a doubt for each paper on which a field was not read."""
    text = _("Chưa đọc được %(label)s trong %(paper)s.")
    return [text % {"label": label, "paper": paper.name} for paper in lacking]


def versus(text: str, one: Reading, other: Reading) -> str:
    """Fill a sentence that sets one reading against another."""
    names = {"one": one.paper.short_name, "other": other.paper.short_name}
    return text % (names | {"value": one.value, "other_value": other.value})


def with_first(
    pairs: Sequence[tuple[Reading, Reading]], readings: Sequence[Reading]
) -> Sequence[tuple[Reading, Reading]]:
    """Return the pairs with the first reading, which say enough where it differs from others; else all."""
    return [pair for pair in pairs if readings[0] in pair] or pairs


def spoken(day: date) -> str:
    """Return a day as it is written in Vietnamese."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def parsed(text: str) -> date | None:
    """Return the day of an ISO date, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _maybe_another(paper: Paper) -> str:
    return _("Chưa chắc chắn giấy này là %(paper)s.") % {"paper": paper.name}


def _surely(mark: Mark | None) -> bool | None:
    return mark.found if mark and mark.certain else None


def _about(text: str, paper: Paper) -> str:
    return text % {"paper": paper.name}


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(papers.capitalised(sentence) for sentence in sentences))
