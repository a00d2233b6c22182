"""Rules on the tax code: well formed, and the same on every paper."""

from collections.abc import Sequence
from itertools import combinations

from django.utils.translation import gettext as _

from intake.facts import Kind
from verification import judging, numbers, papers
from verification.findings import Dossier, Finding
from verification.judging import Judge
from verification.numbers import Flaw
from verification.papers import Paper, Reading

KINDS = (Kind.BUSINESS_LICENCE, Kind.REQUEST_LETTER, Kind.TAX_CERTIFICATE)


def tax_code_valid(dossier: Dossier) -> Finding:
    """Every tax code has 10, 10-3 or 12 digits and a right check digit (TT 105/2020 Art 5, TT 86/2024)."""
    found = papers.of(dossier, *KINDS)
    judge = Judge("tax_code_valid", found, ("tax_code",))
    if not found:
        return judge.not_needed(_("Không xét vì hồ sơ chưa có giấy tờ nào ghi mã số thuế."))
    codes = papers.readings(found, "tax_code")
    flaws = [(code, numbers.tax_code_flaw(code.value, dossier.received_on)) for code in codes]
    wrong = [(code, flaw) for code, flaw in flaws if flaw not in (None, Flaw.PROVINCE) and _is_sure(code, codes)]
    odd = [(code, flaw) for code, flaw in flaws if flaw and (code, flaw) not in wrong]
    doubts = [_flaw_text(code, flaw) for code, flaw in odd] + judging.uncertain(codes, _("Mã số thuế"))
    nowhere = [] if codes else judging.unread(found, _("mã số thuế"))
    values = ", ".join(dict.fromkeys(code.value for code in codes))
    return judge.finds(
        [_flaw_text(code, flaw) for code, flaw in wrong],
        doubts + nowhere,
        _("Mã số thuế %(values)s hợp lệ.") % {"values": values},
    )


def tax_code_agrees(dossier: Dossier) -> Finding:
    """Letter, licence and tax certificate show one tax code; a branch is not its parent."""
    found = papers.of(dossier, *KINDS)
    judge = Judge("tax_code_agrees", found, ("tax_code",))
    codes = papers.readings(found, "tax_code")
    lacking = _lacking(found)
    if len(codes) + len(lacking) < 2:
        return judge.not_needed(_("Không xét vì chưa có hai giấy tờ ghi mã số thuế để đối chiếu."))
    clashes = [pair for pair in combinations(codes, 2) if _differ(*pair)]
    sure = [pair for pair in clashes if all(code.certain for code in pair)]
    failures = [_clash_text(*pair) for pair in judging.with_first(sure, codes)]
    doubts = [_clash_text(*pair) for pair in clashes] + judging.uncertain(codes, _("Mã số thuế"))
    there = _("Mã số thuế %(value)s thống nhất trên các giấy tờ.")
    return judge.finds(
        failures,
        doubts + judging.unread(lacking, _("mã số thuế")),
        there % {"value": codes[0].value if codes else ""},
    )


def _is_sure(code: Reading, codes: Sequence[Reading]) -> bool:
    """A reading is no misreading when it is certain, or when two kinds of paper show it alike."""
    kinds = {other.paper.document.kind for other in codes if not _differ(code, other)}
    return code.certain or len(kinds) > 1


def _differ(one: Reading, other: Reading) -> bool:
    return numbers.compact(one.value) != numbers.compact(other.value)


def _lacking(found: Sequence[Paper]) -> list[Paper]:
    """Return the papers that should show a tax code and do not; an old licence need not show one."""
    kinds = (Kind.REQUEST_LETTER, Kind.TAX_CERTIFICATE)
    return [paper for paper in found if paper.document.kind in kinds and not paper.read("tax_code")]


def _flaw_text(code: Reading, flaw: Flaw | None) -> str:
    params = {"value": code.value, "paper": code.paper.short_name}
    if flaw is Flaw.CHECK_DIGIT:
        return _("Mã số thuế trong %(paper)s (%(value)s) sai số kiểm tra.") % params
    if flaw is Flaw.PROVINCE:
        return _("Mã số thuế trong %(paper)s (%(value)s) có mã nơi đăng ký khai sinh lạ.") % params
    return _("Mã số thuế trong %(paper)s (%(value)s) không đúng cấu trúc.") % params


def _clash_text(one: Reading, other: Reading) -> str:
    if numbers.are_one_company(one.value, other.value):
        text = _(
            "Mã số thuế trong %(one)s (%(value)s) và trong %(other)s (%(other_value)s) "
            "khác nhau về đơn vị phụ thuộc."
        )
        return judging.versus(text, one, other)
    text = _("Mã số thuế trong %(one)s (%(value)s) khác trong %(other)s (%(other_value)s).")
    return judging.versus(text, one, other)
