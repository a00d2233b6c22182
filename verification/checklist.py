"""The checklist of seed 000: every rule, in the order in which a clerk goes through a dossier."""

from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from verification import evidence
from verification.findings import Dossier, Finding
from verification.rules import (
    account,
    agreement,
    bearer,
    certificate,
    identity,
    introduction,
    licence,
    request_letter,
    tax_certificate,
    tax_code,
)

Rule = Callable[[Dossier], Finding]

RULES: tuple[Rule, ...] = (
    request_letter.request_letter_present,
    request_letter.request_letter_sealed,
    request_letter.request_letter_contact,
    licence.licence_present,
    licence.licence_certified,
    tax_certificate.tax_certificate_present,
    tax_certificate.tax_certificate_certified,
    identity.identity_present,
    identity.identity_certified,
    identity.identity_valid,
    introduction.introduction_present,
    introduction.introduction_valid,
    bearer.bearer_agrees,
    tax_code.tax_code_valid,
    tax_code.tax_code_agrees,
    agreement.company_agrees,
    agreement.representative_agrees,
    account.account_known,
    account.contact_on_record,
    account.request_once,
    account.address_own,
    certificate.certificate_acceptable,
)
"""A rule's name is its code: stable, and never given to another rule."""

TITLES = {
    "request_letter_present": _("Có công văn đề nghị"),
    "request_letter_sealed": _("Công văn đóng dấu"),
    "request_letter_contact": _("Công văn ghi đủ liên hệ"),
    "licence_present": _("Có giấy phép ĐKKD"),
    "licence_certified": _("Giấy phép ĐKKD chứng thực"),
    "tax_certificate_present": _("Có giấy chứng nhận ĐK thuế"),
    "tax_certificate_certified": _("Giấy chứng nhận ĐK thuế chứng thực"),
    "identity_present": _("Có giấy tờ tùy thân"),
    "identity_certified": _("Giấy tờ tùy thân chứng thực"),
    "identity_valid": _("Giấy tờ tùy thân còn hạn"),
    "introduction_present": _("Có giấy giới thiệu"),
    "introduction_valid": _("Giấy giới thiệu còn giá trị"),
    "bearer_agrees": _("Đúng người được giới thiệu"),
    "tax_code_valid": _("Mã số thuế hợp lệ"),
    "tax_code_agrees": _("Mã số thuế thống nhất"),
    "company_agrees": _("Tên công ty thống nhất"),
    "representative_agrees": _("Người đại diện thống nhất"),
    "account_known": _("Có tài khoản VNACCS"),
    "contact_on_record": _("Liên hệ như trên tài khoản"),
    "request_once": _("Không lặp yêu cầu trong 30 ngày"),
    "address_own": _("Địa chỉ nhận thư của riêng công ty"),
    "certificate_acceptable": _("Chứng thư mới gắn được"),
}
"""A short title for each rule."""


def check(dossier: Dossier) -> tuple[Finding, ...]:
    """Run every rule; one finding each, in order, in Vietnamese whatever language the screen is in.

    A clerk's word on a doubt is kept by its sentence, so that the sentence must not change with the language.
    """
    dossier = evidence.borne_out(dossier)
    with translation.override("vi"):
        return tuple(rule(dossier) for rule in RULES)
