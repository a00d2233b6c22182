"""Rules on the tax certificate: asked for only where the licence shows no tax code (seed 000)."""

from enum import Enum

from django.utils.translation import gettext as _

from intake.facts import Kind
from verification import judging, papers
from verification.findings import Dossier, Finding, Outcome
from verification.judging import Judge
from verification.requirements import Need


class Lack(Enum):
    """Whether a licence lacks the code, so that a tax certificate is needed."""

    NO_LICENCE = "no_licence"
    CODE_ON_LICENCE = "code_on_licence"
    UNCLEAR = "unclear"
    NEEDED = "needed"


def tax_certificate_present(dossier: Dossier) -> Finding:
    """The tax certificate is there where the licence shows no tax code (seed 000)."""
    if dossier.requires(Kind.TAX_CERTIFICATE).need is not Need.WITHOUT_TAX_CODE:
        return judging.presence("tax_certificate_present", dossier, Kind.TAX_CERTIFICATE)
    need = _need(dossier)
    found = papers.of(dossier, Kind.TAX_CERTIFICATE)
    judge = Judge("tax_certificate_present", (*papers.of(dossier, Kind.BUSINESS_LICENCE), *found))
    if (spared := _spared(need, judge)) is not None:
        return spared
    if need is Lack.UNCLEAR and not found:
        return judge.finds(
            (),
            [_("Chưa rõ giấy phép có ghi mã số thuế hay không, và chưa thấy giấy chứng nhận đăng ký thuế.")],
            "",
        )
    finding = judging.presence("tax_certificate_present", dossier, Kind.TAX_CERTIFICATE)
    if finding.outcome is not Outcome.FAIL:
        return finding
    return judge.finds(
        [_("Giấy phép không ghi mã số thuế và hồ sơ không có giấy chứng nhận đăng ký thuế.")], (), ""
    )


def tax_certificate_certified(dossier: Dossier) -> Finding:
    """The tax certificate, where it is needed, is a certified or notarised copy (seed 000)."""
    found = papers.of(dossier, Kind.TAX_CERTIFICATE)
    if dossier.requires(Kind.TAX_CERTIFICATE).need is not Need.WITHOUT_TAX_CODE:
        return judging.certification("tax_certificate_certified", dossier, Kind.TAX_CERTIFICATE, found)
    need = _need(dossier)
    judge = Judge("tax_certificate_certified", found)
    if (spared := _spared(need, judge)) is not None:
        return spared
    finding = judging.certification("tax_certificate_certified", dossier, Kind.TAX_CERTIFICATE, found)
    if need is Lack.UNCLEAR and finding.outcome is Outcome.FAIL:
        text = _("Chưa rõ có cần giấy này không vì mã số thuế trên giấy phép đọc chưa chắc chắn.")
        return judge.finds((), [finding.why, text], "")
    return finding


def _need(dossier: Dossier) -> Lack:
    """A code that is not there is believed only of a licence that was otherwise read well."""
    licences = papers.of(dossier, Kind.BUSINESS_LICENCE)
    if not licences:
        return Lack.NO_LICENCE
    codes = papers.readings(licences, "tax_code")
    if any(reading.certain for reading in codes):
        return Lack.CODE_ON_LICENCE
    is_unclear = codes or any(papers.is_poorly_read(dossier, licence) for licence in licences)
    return Lack.UNCLEAR if is_unclear else Lack.NEEDED


def _spared(need: Lack, judge: Judge) -> Finding | None:
    if need is Lack.NO_LICENCE:
        return judge.not_needed(judging.absent(Kind.BUSINESS_LICENCE))
    if need is Lack.CODE_ON_LICENCE:
        return judge.not_needed(_("Không cần vì giấy phép đã ghi mã số thuế."))
    return None
